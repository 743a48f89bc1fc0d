import type { Output } from '../cli/command.ts';
import { printableLine } from '../findings/printable.ts';
import type { NodeDigest } from '../graph/digest.ts';
import type { GraphSide } from '../graph/graph-side.ts';
import type { Plan } from '../graph/plan.ts';
import type { ResourceNode } from '../graph/types.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { dutyChanges } from '../oncall/changes/duty-changes.ts';
import { changeSentences, namesFrom } from '../oncall/changes/sentences.ts';
import { onCallModelOf } from '../pipeline/on-call-model.ts';
import type { Run } from '../pipeline/run.ts';
import { providers } from '../providers/registry.ts';

/** What a plan means for people at the moment at which it is applied, on standard error: whose present turn somebody else gets. */
export function foretold(plan: Plan, before: GraphSide, after: GraphSide, now: Date): Output[] {
  const updated = new Set(
    plan.units.flatMap(({ operations }) =>
      operations.filter(({ op }) => op === 'update').map(({ identity }) => identity),
    ),
  );
  if (updated.size === 0) return [];
  const [old, present] = [before, after].map((side) => inputsIn(side, updated));
  const sentences = [...(present ?? [])].flatMap(([identity, { digest, inputs }]) => {
    const was = old?.get(identity);
    const provider = providers.find(({ resourceTypes }) => resourceTypes[digest.type] !== undefined);
    if (!was || !provider?.foretell || !updated.has(identity)) return [];
    const { type, title } = digest;
    const inputsOf = (other: string): ResourceNode['inputs'] | undefined => present?.get(other)?.inputs;
    return provider.foretell({ type, title, before: was.inputs, after: inputs, inputsOf }, now) ?? [];
  });
  return sentences.length === 0 ? [] : [{ target: 'stderr', text: `${sentences.join('\n')}\n` }];
}

const quarter = 13 * 7 * 86_400_000;

/**
 * Whose duty a plan against another commit moves over the next quarter, in words, on standard error: `Mon 30 Nov 09:00 to …: Ana instead of
 * Bo`. Nothing when no on-call object changes.
 */
export function movedDuties(plan: Plan, commit: Run, present: Run, now: Date): Output[] {
  const moves = plan.units.some(
    ({ unit, operations }) => unit === onCallUnit && operations.some(({ op }) => op !== 'same'),
  );
  const [before, after] = [commit, present].map((run) => onCallModelOf(run.shard.lookup(new Map())));
  if (!moves || !before || !after) return [];
  const from = Math.floor(now.getTime() / 60_000) * 60_000;
  const changes = dutyChanges(before, after, { from, until: from + quarter });
  const lines = [...changeSentences(changes, namesFrom(after, before))].flatMap(([squad, sentences]) => [
    `Who is on call for squad ${squad} in the next quarter:`,
    ...sentences.map((sentence) => `  ${sentence}`),
  ]);
  return lines.length === 0 ? [] : [{ target: 'stderr', text: `${lines.map(printableLine).join('\n')}\n` }];
}

type Known = ReadonlyMap<string, { readonly digest: NodeDigest; readonly inputs: ResourceNode['inputs'] }>;

/** On-call objects of the squads of which some object is updated. */
function inputsIn(side: GraphSide, updated: ReadonlySet<string>): Known {
  const digests = side.units.filter(({ name }) => name === onCallUnit).flatMap((unit) => unit.nodes());
  const squads = new Set(digests.filter(({ identity }) => updated.has(identity)).map(({ squad }) => squad));
  const wanted = digests.filter(({ squad }) => squads.has(squad));
  const details = side.details(wanted);
  return new Map(
    wanted.flatMap((digest, index) => {
      const inputs = details[index]?.inputs;
      return inputs ? [[digest.identity, { digest, inputs }] as const] : [];
    }),
  );
}
