import type { Path } from '../../definitions/source/node.ts';
import { parseDuration } from '../../definitions/values/duration.ts';
import type { Escalation, EscalationStep, RouteTarget, Routing, Target } from '../model.ts';
import { entriesOf, listOf, optional, type BuildContext, type Fields } from './context.ts';
import { timedSelector } from './selector.ts';

/** The escalations of a squad. */
export function escalationsOf({ document: { id: squad, data } }: BuildContext): Map<string, Escalation> {
  return new Map(
    entriesOf(data['escalations']).map(([id, written]) => {
      const path: Path = ['escalations', id];
      const listed = Array.isArray(written);
      const steps = listOf<Fields>(listed ? written : written['steps']);
      const repeat = listed ? undefined : (written['repeat'] as Fields | undefined);
      const escalation: Escalation = {
        id,
        squad,
        steps: steps
          .map((step, index) => stepOf(step, squad, [...path, ...(listed ? [] : ['steps']), index]))
          .sort((a, b) => a.after - b.after),
        ...optional('repeat', repeat && repetition(repeat)),
        path,
      };
      return [id, escalation];
    }),
  );
}

function stepOf(fields: Fields, squad: string, path: Path): EscalationStep {
  return {
    after: parseDuration(fields['after']) ?? 0,
    while: fields['while'] === 'open' ? 'open' : 'unacknowledged',
    notify: listOf<Fields>(fields['notify']).map((target) => targetOf(target, squad)),
    path,
  };
}

function repetition(fields: Fields): NonNullable<Escalation['repeat']> {
  return {
    times: Number(fields['times']),
    every: parseDuration(fields['every']) ?? 0,
    reset: fields['reset'] === true,
    close: fields['close'] === true,
  };
}

function targetOf(fields: Fields, squad: string): Target {
  const take = fields['take'];
  if (fields['schedule'] !== undefined) {
    const [owner, schedule] = ownName(String(fields['schedule']), squad);
    return { kind: 'schedule', squad: owner, schedule, ...(take === 'next' || take === 'previous' ? { take } : {}) };
  }
  if (fields['person'] !== undefined) return { kind: 'person', person: String(fields['person']) };
  if (fields['channel'] !== undefined) return { kind: 'channel', squad, channel: String(fields['channel']) };
  if (fields['escalation'] !== undefined) {
    const [owner, escalation] = ownName(String(fields['escalation']), squad);
    return { kind: 'escalation', squad: owner, escalation };
  }
  const named = { kind: 'squad', squad: String(fields['squad']) } as const;
  return take === 'everyone' || take === 'admins' || take === 'random' ? { ...named, take } : named;
}

/** The routing of a squad: its own zone, else the squad's, else the project's. */
export function routingOf(context: BuildContext, projectZone: string): Routing {
  const { id: squad, data } = context.document;
  const written = data['routing'] as Fields | readonly Fields[] | undefined;
  const nested = written !== undefined && !Array.isArray(written);
  const rules = listOf<Fields>(nested ? (written as Fields)['rules'] : written);
  const path: Path = nested ? ['routing', 'rules'] : ['routing'];
  const own = nested ? (written as Fields)['timezone'] : undefined;
  return {
    zone: String(own ?? data['timezone'] ?? projectZone),
    rules: rules.map((rule, index) => ({
      ...timedSelector(rule['when'], [...path, index, 'when'], context),
      to: routeTarget(rule['to'], squad),
      path: [...path, index],
    })),
    path,
  };
}

function routeTarget(written: unknown, squad: string): RouteTarget {
  if (typeof written === 'string') return { kind: 'none' };
  const fields = written as Fields;
  if (fields['escalation'] !== undefined) {
    const [owner, escalation] = ownName(String(fields['escalation']), squad);
    return { kind: 'escalation', squad: owner, escalation };
  }
  if (fields['schedule'] !== undefined) {
    const [owner, schedule] = ownName(String(fields['schedule']), squad);
    return { kind: 'schedule', squad: owner, schedule };
  }
  return { kind: 'squad', squad: String(fields['squad']) };
}

/** `squad/name`, or a name of the squad itself. */
function ownName(written: string, squad: string): [squad: string, name: string] {
  const slash = written.indexOf('/');
  return slash < 0 ? [squad, written] : [written.slice(0, slash), written.slice(slash + 1)];
}
