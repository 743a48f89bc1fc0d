import type { AlertFacts } from '../../../src/oncall/routing/alert-facts.ts';
import type {
  Escalation,
  OnCallModel,
  OnCallPerson,
  OnCallSquad,
  Quieting,
  RouteTarget,
  Target,
  TimedSelector,
} from '../../../src/oncall/model.ts';
import { asHours, asSchedule } from '../oncall/as-model.ts';
import type {
  OracleAlert,
  OracleEscalation,
  OracleHolding,
  OraclePerson,
  OracleRoute,
  OracleSquad,
  OracleTarget,
  OracleWhen,
  OracleWorld,
} from './oracle.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A world of the oracle as the model has it. */
export function asModel({ zone, squads, people, semantics }: OracleWorld): OnCallModel {
  return {
    zone,
    semantics: { ...semantics, neighbours: 'rotation' },
    people: new Map(Object.entries(people).map(([id, person]) => [id, asPerson(id, person)])),
    squads: new Map(Object.entries(squads).map(([id, squad]) => [id, asSquad(id, squad)])),
  };
}

/** An alert of the oracle as routing knows it. */
export function asFacts({ active, ...alert }: OracleAlert): AlertFacts {
  return {
    ...alert,
    identity: `production/${alert.application}/alert`,
    environment: 'production',
    alert: 'alert',
    description: 'generated',
    vendor: 'datadog',
    reaches: { squad: alert.squad },
    transition: 'critical',
    notify: ['on-call'],
    ...(active ? { active: asHours(active) } : {}),
  };
}

function asPerson(id: string, { zone, rules }: OraclePerson): OnCallPerson {
  const contacts = rules.map(({ priorities, hours, steps }) => ({
    ...(priorities ? { priorities } : {}),
    ...(hours ? { hours: asHours(hours) } : {}),
    steps: steps.map(({ after, by }) => ({ after: after * 60, by })),
  }));
  return { id, name: id, email: `${id}@acme.example`, zone, groups: [], licence: {}, contacts };
}

function asSquad(id: string, squad: OracleSquad): OnCallSquad {
  const { members, admins, zone, schedules, escalations, routing, policies, notifications } = squad;
  return {
    id,
    name: id,
    members,
    admins,
    channels: {},
    schedules: new Map(
      Object.entries(schedules).map(([name, one]) => [name, { ...asSchedule(one), id: name, squad: id }]),
    ),
    escalations: new Map(Object.entries(escalations).map(([name, one]) => [name, asEscalation(name, id, one)])),
    routing: {
      zone,
      path: [],
      rules: routing.map(({ when, to }) => ({ ...selector(when), to: asRoute(to), path: [] })),
    },
    policies: new Map(
      policies.map(({ when, set, continue: goesOn, ...holding }, index) => [
        `p${index}`,
        {
          id: `p${index}`,
          ...selector(when),
          ...quieting(holding),
          set: {
            ...(set.priority ? { priority: set.priority } : {}),
            ...(set.prefix === undefined ? {} : { title: `${set.prefix}\${title}` }),
            ...(set.tags ? { tags: set.tags } : {}),
          },
          continue: goesOn,
          path: [],
        },
      ]),
    ),
    notifications: new Map(
      notifications.map(({ when, ...holding }, index) => [
        `n${index}`,
        { id: `n${index}`, ...selector(when), ...quieting(holding), path: [] },
      ]),
    ),
    integrations: new Map(),
    heartbeats: new Map(),
    maintenance: new Map(),
    services: new Map(),
    incidentTemplates: new Map(),
  };
}

function selector({ hours, ...when }: OracleWhen): TimedSelector {
  return { when, ...(hours ? { hours: asHours(hours) } : {}) };
}

function quieting({ delay, restart, autoClose, suppress }: OracleHolding): Quieting {
  const until = (one: { time: string; weekday?: number }): Quieting['delay'] => ({
    until: { time: one.time, ...(one.weekday === undefined ? {} : { day: weekdays[one.weekday - 1] as string }) },
  });
  return {
    ...(delay ? { delay: 'for' in delay ? { for: delay.for * 60 } : until(delay) } : {}),
    ...(restart ? { autoRestart: { every: restart.every * 60, times: restart.times } } : {}),
    ...(autoClose === undefined ? {} : { autoClose: autoClose * 60 }),
    ...(suppress === undefined ? {} : { suppress }),
  };
}

function asEscalation(id: string, squad: string, { steps, repeat }: OracleEscalation): Escalation {
  return {
    id,
    squad,
    steps: [...steps]
      .sort((a, b) => a.after - b.after)
      .map(({ after, open, notify }) => ({
        after: after * 60,
        while: open ? 'open' : 'unacknowledged',
        notify: notify.map(asTarget),
        path: [],
      })),
    ...(repeat ? { repeat: { ...repeat, every: repeat.every * 60 } } : {}),
    path: [],
  };
}

function asTarget(target: OracleTarget): Target {
  if ('schedule' in target) return { kind: 'schedule', ...target };
  if ('person' in target) return { kind: 'person', ...target };
  if ('channel' in target) return { kind: 'channel', ...target };
  if ('escalation' in target) return { kind: 'escalation', ...target };
  return { kind: 'squad', ...target };
}

function asRoute(to: OracleRoute): RouteTarget {
  if (to === 'none') return { kind: 'none' };
  if ('schedule' in to) return { kind: 'schedule', ...to };
  if ('escalation' in to) return { kind: 'escalation', ...to };
  return { kind: 'squad', ...to };
}
