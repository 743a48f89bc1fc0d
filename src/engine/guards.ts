import type { Operation, Plan } from '../graph/plan.ts';
import type { SilentPage } from '../oncall/routing/reaches-nobody.ts';
import type { ResourceNode } from '../graph/types.ts';
import { resourceTypeOf } from '../providers/resource-type.ts';

/** The guards, by the name with which one is overridden. */
export const guardNames = [
  'deletions',
  'adoption',
  'handles',
  'quiet-environment',
  'stale-checkout',
  'reaches-nobody',
] as const;
export type GuardName = (typeof guardNames)[number];

/** Why a plan is not applied as it is. */
export interface GuardViolation {
  readonly guard: GuardName;
  readonly message: string;
}

/** What the guards look at besides the plan. */
export interface GuardFacts {
  readonly plan: Plan;
  /** Objects that each unit has had, by name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Nodes of the units that are applied. */
  readonly nodes: readonly ResourceNode[];
  /** Identities of objects that an interrupted run of this checkout had begun to create. */
  readonly begun: ReadonlySet<string>;
  /** Whether the run is restricted by filters. */
  readonly filtered: boolean;
  /** The branch that is checked out, when it is not the default one. */
  readonly branch?: string;
  /** Environments that never page. */
  readonly quiet: ReadonlySet<string>;
  /** How the on-call backend names a squad in texts, e.g. `@opsgenie-payments`; undefined without one. */
  readonly handleOf: (squad: string) => string | undefined;
  readonly squads: readonly string[];
  /** Alerts whose page would reach nobody at some hour. */
  readonly silent: readonly SilentPage[];
  /** Commits that were applied last and are not part of this checkout. */
  readonly newerCommits: readonly string[];
}

/** More than so many objects of a unit are not deleted or replaced at once; nor more than so large a part of it, but for a single one. */
const mostDeletions = 10;
const largestPart = 0.1;

/** Everything that speaks against the first write. Pure. */
export function checkGuards(facts: GuardFacts): GuardViolation[] {
  return [
    ...deletions(facts),
    ...adoptions(facts),
    ...handles(facts),
    ...facts.silent.map(({ identities, why }): GuardViolation => ({
      guard: 'reaches-nobody',
      message: `The page of ${named(identities)} would reach nobody: ${why}.`,
    })),
    ...facts.newerCommits.map((commit): GuardViolation => ({
      guard: 'stale-checkout',
      message: `This checkout lacks ${commit.slice(0, 12)}, which was applied last: applying would undo it. Merge or rebase first.`,
    })),
  ];
}

function deletions({ plan, sizes }: GuardFacts): GuardViolation[] {
  return plan.units.flatMap(({ unit, operations }): GuardViolation[] => {
    const gone = operations.filter(({ op, type }) => (op === 'delete' || op === 'replace') && isMissed(type)).length;
    const size = Math.max(sizes.get(unit) ?? 0, operations.length);
    const allowed = Math.min(mostDeletions, Math.max(1, Math.floor(size * largestPart)));
    if (gone <= allowed) return [];
    return [
      {
        guard: 'deletions',
        message: `${unit}: ${gone} of ${size} objects would be deleted or replaced; at most ${allowed} are without being asked for.`,
      },
    ];
  });
}

/** A downtime that is deleted has ended, or what it silenced is heard again: nothing goes unnoticed. */
function isMissed(type: string): boolean {
  return resourceTypeOf(type)?.silences !== true;
}

/** What an interrupted run of this very checkout created is nobody else's: resuming needs no permission. */
function adoptions({ plan, begun, filtered, branch }: GuardFacts): GuardViolation[] {
  const adopted = plan.units
    .flatMap(({ operations }) => operations)
    .filter(({ op, identity }) => op === 'adopt' && !begun.has(identity));
  if (adopted.length === 0 || (!filtered && branch === undefined)) return [];
  const where = filtered ? 'a filtered run' : `the branch ${branch}`;
  return [
    {
      guard: 'adoption',
      message: `${count(adopted)} would be adopted from ${where}: ${named(adopted.map(({ identity }) => identity))}. Adopt from the default branch without filters.`,
    },
  ];
}

/** The compiled text is what pages; it is checked whatever the definitions say. */
function handles({ nodes, quiet, handleOf, squads }: GuardFacts): GuardViolation[] {
  const handleToSquad = new Map(squads.map((squad) => [handleOf(squad)?.toLowerCase(), squad]));
  handleToSquad.delete(undefined);
  return nodes.flatMap((node): GuardViolation[] => {
    const message = node.inputs['message'];
    if (typeof message !== 'string' || handleToSquad.size === 0) return [];
    const paged = [...new Set(squadsIn(message, handleToSquad))];
    if (paged.length > 0 && node.environment !== undefined && quiet.has(node.environment))
      return [
        {
          guard: 'quiet-environment',
          message: `${node.identity} (${node.source}) would page ${paged.join(', ')}, but ${node.environment} never pages.`,
        },
      ];
    // Inside a condition on a group the definition names the owners of the group's values, each its own.
    const unconditional = new Set(squadsIn(message.replace(byGroup, ''), handleToSquad));
    const foreign = [...unconditional].filter((squad) => squad !== node.squad);
    return foreign.map((squad) => ({
      guard: 'handles',
      message: `${node.identity} (${node.source}) belongs to ${node.squad} and would page ${squad}.`,
    }));
  });
}

/** `{{#is_exact_match "squad.name" "payments"}} … {{/is_exact_match}}`: https://docs.datadoghq.com/monitors/notify/variables/ */
const byGroup = /\{\{#is_(?:exact_)?match [^}]*\}\}[\s\S]*?\{\{\/is_(?:exact_)?match\}\}/g;

function squadsIn(text: string, handleToSquad: ReadonlyMap<string | undefined, string>): string[] {
  const words = text.match(/@[\w.-]+/g) ?? [];
  return words.map((word) => handleToSquad.get(word.toLowerCase())).filter((squad) => squad !== undefined);
}

function count(operations: readonly Operation[]): string {
  return operations.length === 1 ? 'One object' : `${operations.length} objects`;
}

function named(identities: readonly string[]): string {
  return `${identities.slice(0, 5).join(', ')}${identities.length > 5 ? `, and ${identities.length - 5} more` : ''}`;
}
