import type { Contact, Reach, Reached } from '../alert-tests/reach.ts';
import type { OnCallModel } from '../oncall/model.ts';
import { routeAlert, type RouteAnswer } from '../oncall/routing/route-alert.ts';
import { alertFactsOf, type FactsOf } from './alert-facts.ts';
import { onCallModelOf } from './on-call-model.ts';
import type { Run } from './run.ts';

/** What becomes of pages in tests of alerts: the timeline that `alerts route` prints. The model is built when it is first asked. */
export function testReach(run: Run): Reach {
  let known: { readonly model: OnCallModel; readonly factsOf: FactsOf } | undefined;
  return (alert, instant, { group }) => {
    known ??= openModel(run);
    if (!known) return undefined;
    const { silence: _, ...facts } = known.factsOf(alert);
    return reachedBy(routeAlert(known.model, { ...facts, groups: group, notify: ['on-call'] }, instant));
  };
}

function openModel(run: Run): { readonly model: OnCallModel; readonly factsOf: FactsOf } | undefined {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  const model = onCallModelOf(lookup);
  return model && project && { model, factsOf: alertFactsOf(lookup, project) };
}

function reachedBy({ squad, steps, title, priority, unreached }: RouteAnswer): Reached {
  const contacts = steps.flatMap(({ minute, called, channels }): Contact[] => [
    ...channels.map((one) => ({
      name: one.squad === squad ? `channel:${one.channel}` : `channel:${one.squad}/${one.channel}`,
      after: minute * 60,
    })),
    ...called.flatMap(({ person, ways }) => ways.map((way) => ({ name: person, after: way.minute * 60, by: way.by }))),
  ]);
  const entered = steps.flatMap(({ squads }) => squads);
  return {
    squads: [...new Set([...(unreached ? [] : [squad]), ...entered])],
    priority,
    title,
    contacts,
    ...(unreached ? { unreached: unreached.reason } : {}),
  };
}
