import type { Host } from '../cli/command.ts';
import { dutyChanges } from '../oncall/changes/duty-changes.ts';
import { routeChanges } from '../oncall/changes/route-changes.ts';
import { onCallModelOf } from '../pipeline/on-call-model.ts';
import type { Run } from '../pipeline/run.ts';
import { anonymousRoutes, type Anonymous, type KnownPerson } from '../show/ci/people.ts';
import type { ChangeReport } from '../show/route/changes-text.ts';
import { pagingAlerts } from './route-sweep.ts';
import { onCallOf } from './routed-alert.ts';

const quarter = 13 * 7 * 86_400_000;

/** Whose duties and which routes a change moves over the next quarter; undefined when it moves none, or one side has no project. */
export function nightsOf(
  before: Run,
  after: Run,
  revision: string,
  anonymous: Anonymous,
  host: Host,
): ChangeReport | undefined {
  if (!hasModel(before) || !hasModel(after)) return undefined;
  const [old, now] = [before, after].map((run) => {
    const onCall = onCallOf(run);
    return { model: onCall.model, alerts: pagingAlerts(run, { dir: '' }, onCall) };
  });
  if (!old || !now) return undefined;
  const from = Math.floor(host.now().getTime() / 60_000) * 60_000;
  const range = { from, until: from + quarter };
  const duties = dutyChanges(old.model, now.model, range);
  const routes = anonymousRoutes(routeChanges(old, now, range), anonymous);
  if (duties.duties.length + routes.length === 0) return undefined;
  const { zone } = now.model;
  return { range, zone, revision: revision.slice(0, 12), duties, routes, nameOf: (person) => anonymous.nameOf(person) };
}

function hasModel(run: Run): boolean {
  return onCallModelOf(run.shard.lookup(new Map())) !== undefined;
}

/** Everybody of some definitions. */
export function peopleOf(...runs: readonly Run[]): KnownPerson[] {
  return runs.flatMap((run) => {
    const lookup = run.shard.lookup(new Map());
    return run.index.all('Person').flatMap(({ facts: { id } }) => {
      const data = lookup.find('Person', id)?.document.data;
      if (!data) return [{ id }];
      const { name, email, phone } = data as {
        readonly name?: string;
        readonly email?: string;
        readonly phone?: string;
      };
      return [{ id, ...(name ? { name } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}) }];
    });
  });
}
