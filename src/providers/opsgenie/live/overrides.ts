import type { ResourceNode, Value } from '../../../graph/types.ts';
import { isReference } from '../../../graph/references.ts';
import type { Amendment, AmendmentFacts } from '../../live.ts';
import type { Fields, OpsgenieApi } from './api.ts';
import { aliasPrefix, wantedOverrides, type OverridesInputs, type WantedOverride } from './dated.ts';
import type { Listed } from './listing.ts';

/** An override as Opsgenie shows it: https://docs.opsgenie.com/docs/schedule-override-api */
interface LiveOverride {
  readonly alias: string;
  readonly user: { readonly type?: string; readonly id?: string };
  readonly startDate: string;
  readonly endDate: string;
  readonly rotations?: readonly { readonly id?: string }[];
}

/** What is to be done with overrides of a schedule that are ours; undefined when nothing is. */
export async function overridesAmendment(
  node: ResourceNode,
  facts: AmendmentFacts,
  api: OpsgenieApi,
  schedules: readonly Listed[],
): Promise<Amendment | undefined> {
  const scheduleId = idIn(node.inputs['scheduleId'], facts);
  const schedule = schedules.find(({ id }) => id === scheduleId);
  if (!schedule) return undefined;
  const address = `${schedule.path}/overrides`;
  const live = (await api.all(address)) as unknown as readonly LiveOverride[];
  const ours = new Map(live.filter(({ alias }) => alias.startsWith(aliasPrefix)).map((one) => [one.alias, one]));
  const wanted = wantedOverrides(node.inputs as unknown as OverridesInputs, facts.now.getTime());
  const tasks = tasksOf(wanted, ours, node, facts, address, api);
  if (tasks.length === 0) return undefined;
  return {
    identity: node.identity,
    type: node.type,
    title: node.title,
    id: schedule.id,
    kind: 'update',
    changes: tasks.map(({ change }) => change),
    apply: async () => {
      for (const { run } of tasks) await run();
    },
  };
}

interface Task {
  readonly change: Amendment['changes'][number];
  readonly run: () => Promise<void>;
}

/** First what goes, then what comes: of two overrides at a time Opsgenie documents no winner. */
function tasksOf(
  wanted: readonly WantedOverride[],
  live: ReadonlyMap<string, LiveOverride>,
  node: ResourceNode,
  facts: AmendmentFacts,
  address: string,
  api: OpsgenieApi,
): Task[] {
  const aliases = new Set(wanted.map(({ alias }) => alias));
  const at = (alias: string): string => `${address}/${encodeURIComponent(alias)}`;
  const gone = [...live.values()].filter(({ alias }) => !aliases.has(alias));
  const removals = gone.map((one): Task => ({
    change: { path: one.alias.slice(aliasPrefix.length), old: wordsOf(one, node, facts) },
    run: () => api.remove(at(one.alias)),
  }));
  const changes = wanted.flatMap((one): Task[] => {
    const body = bodyOf(one, node, facts);
    const before = live.get(one.alias);
    if (before && isSame(before, body)) return [];
    return [
      {
        change: {
          path: one.alias.slice(aliasPrefix.length),
          ...(before ? { old: wordsOf(before, node, facts) } : {}),
          new: `${one.person ?? 'nobody'} until ${iso(one.until)}`,
        },
        run: () =>
          before ? api.change('PUT', at(one.alias), body) : api.change('POST', address, { ...body, alias: one.alias }),
      },
    ];
  });
  return [...removals, ...changes];
}

function bodyOf({ person, from, until, rotations }: WantedOverride, node: ResourceNode, facts: AmendmentFacts): Fields {
  const { people, rotationIds } = node.inputs as { people: Record<string, Value>; rotationIds: Record<string, Value> };
  const ids = (rotations ?? []).map((one) => ({ id: idIn(rotationIds[one], facts) ?? '' }));
  return {
    user: person === null ? { type: 'none' } : { type: 'user', id: idIn(people[person], facts) ?? '' },
    startDate: iso(from),
    endDate: iso(until),
    rotations: ids,
  };
}

function isSame(live: LiveOverride, wanted: Fields): boolean {
  const user = wanted['user'] as { type: string; id?: string };
  const ids = (list: readonly { readonly id?: string }[] | undefined): string =>
    (list ?? [])
      .map(({ id }) => id ?? '')
      .sort()
      .join();
  return (
    (live.user.type ?? 'user') === user.type &&
    (user.type === 'none' || live.user.id === user.id) &&
    Date.parse(live.startDate) === Date.parse(String(wanted['startDate'])) &&
    Date.parse(live.endDate) === Date.parse(String(wanted['endDate'])) &&
    ids(live.rotations) === ids(wanted['rotations'] as unknown as LiveOverride['rotations'])
  );
}

/** Who is on by an override, by our name of them. */
function wordsOf({ user, endDate }: LiveOverride, node: ResourceNode, facts: AmendmentFacts): string {
  const people = node.inputs['people'] as Record<string, Value>;
  const known = Object.entries(people).find(([, reference]) => idIn(reference, facts) === user.id)?.[0];
  const who = user.type === 'none' ? 'nobody' : (known ?? user.id ?? 'somebody');
  return `${who} until ${iso(Date.parse(endDate))}`;
}

/** The id that an input stands for. */
export function idIn(value: Value | undefined, { idOf }: AmendmentFacts): string | undefined {
  return isReference(value) ? idOf(value.$ref) : typeof value === 'string' ? value : undefined;
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
