import { Temporal } from '@js-temporal/polyfill';
import { isWithin, whoIsBeside, whoIsOn, type OracleHours, type OracleSchedule } from '../oncall/oracle.ts';

/**
 * Who is called for an alert, worked out the slow way from the format's words alone: minute after minute, each looking at everything that
 * runs. Shares no code with what it checks.
 */

type Priority = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';

export interface OracleWhen {
  readonly priority?: readonly Priority[];
  readonly tag?: Readonly<Record<string, readonly string[]>>;
  readonly group?: Readonly<Record<string, readonly string[]>>;
  /** Either a text, a text around one `*`, or `/…/` of letters. */
  readonly title?: readonly string[];
  readonly application?: readonly string[];
  readonly type?: readonly string[];
  readonly hours?: OracleHours;
}

export type OracleTarget =
  | { readonly schedule: string; readonly squad: string; readonly take?: 'next' | 'previous' }
  | { readonly squad: string; readonly take?: 'everyone' | 'admins' | 'random' }
  | { readonly person: string }
  | { readonly channel: string; readonly squad: string }
  | { readonly escalation: string; readonly squad: string };

export interface OracleEscalation {
  /** In any order; minutes. */
  readonly steps: readonly {
    readonly after: number;
    readonly open: boolean;
    readonly notify: readonly OracleTarget[];
  }[];
  readonly repeat?: {
    readonly times: number;
    readonly every: number;
    readonly reset: boolean;
    readonly close: boolean;
  };
}

export type OracleRoute =
  | 'none'
  | { readonly schedule: string; readonly squad: string }
  | { readonly escalation: string; readonly squad: string }
  | { readonly squad: string };

/** Minutes, and `HH:MM` with a weekday (Monday is 1). */
export interface OracleHolding {
  readonly delay?: { readonly for: number } | { readonly time: string; readonly weekday?: number };
  readonly restart?: { readonly every: number; readonly times: number };
  readonly autoClose?: number;
  readonly suppress?: boolean;
}

export interface OraclePolicy extends OracleHolding {
  readonly when: OracleWhen;
  readonly set: {
    readonly priority?: Priority;
    readonly prefix?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
  readonly continue: boolean;
}

export interface OracleSquad {
  readonly members: readonly string[];
  readonly admins: readonly string[];
  readonly zone: string;
  readonly schedules: Readonly<Record<string, OracleSchedule>>;
  readonly escalations: Readonly<Record<string, OracleEscalation>>;
  readonly routing: readonly { readonly when: OracleWhen; readonly to: OracleRoute }[];
  readonly policies: readonly OraclePolicy[];
  readonly notifications: readonly (OracleHolding & { readonly when: OracleWhen })[];
}

export interface OraclePerson {
  readonly zone: string;
  readonly rules: readonly {
    readonly priorities?: readonly Priority[];
    readonly hours?: OracleHours;
    readonly steps: readonly { readonly after: number; readonly by: 'email' | 'sms' | 'voice' | 'mobile' }[];
  }[];
}

export interface OracleWorld {
  readonly zone: string;
  readonly squads: Readonly<Record<string, OracleSquad>>;
  readonly people: Readonly<Record<string, OraclePerson>>;
  readonly semantics: {
    readonly hourlyTurns: 'elapsed' | 'wall';
    readonly overridesInMaskedHours: boolean;
    readonly stepsAsk: 'firing' | 'opening';
    readonly emptySteps: 'wait' | 'skip';
  };
}

export interface OracleAlert {
  readonly squad: string;
  readonly application: string;
  readonly types: readonly string[];
  readonly priority: Priority;
  readonly title: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly active?: OracleHours;
}

export interface OracleLife {
  readonly acknowledged?: number;
  readonly closed?: number;
}

/** What happens in one minute. */
export interface OracleMinute {
  people: string[];
  channels: string[];
  /** `ana email 12`. */
  ways: string[];
}

export interface OracleAnswer {
  readonly title: string;
  readonly priority: Priority;
  /** Rule of the alert's own squad, from 1; 0 for none. */
  readonly rule: number;
  readonly minutes: ReadonlyMap<number, OracleMinute>;
}

const minuteLength = 60_000;

function titleFits(pattern: string, title: string): boolean {
  if (pattern.startsWith('/')) return title.includes(pattern.slice(1, -1));
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return title === pattern;
  return title.length >= before.length + after.length && title.startsWith(before) && title.endsWith(after);
}

function holds(when: OracleWhen, alert: OracleAlert, zone: string, at: number): boolean {
  const named = (
    wanted: Readonly<Record<string, readonly string[]>> = {},
    values: Readonly<Record<string, string>>,
  ): boolean => Object.keys(wanted).every((name) => values[name] !== undefined && wanted[name]?.includes(values[name]));
  return (
    (!when.priority || when.priority.includes(alert.priority)) &&
    named(when.tag, alert.tags) &&
    named(when.group, alert.groups) &&
    (!when.title || when.title.some((pattern) => titleFits(pattern, alert.title))) &&
    (!when.application || when.application.includes(alert.application)) &&
    (!when.type || alert.types.some((type) => when.type?.includes(type))) &&
    (!when.hours || isWithin(when.hours, zone, at))
  );
}

function endOfDelay(delay: OracleHolding['delay'], at: number, zone: string): number {
  if (!delay) return 0;
  if ('for' in delay) return delay.for;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = -1; ; days += 1) {
    const date = today.add({ days });
    if (delay.weekday !== undefined && date.dayOfWeek !== delay.weekday) continue;
    const then = date.toPlainDateTime(Temporal.PlainTime.from(delay.time)).toZonedDateTime(zone).epochMilliseconds;
    if (then >= at) return (then - at) / minuteLength;
  }
}

interface Running {
  readonly squad: string;
  readonly plan: OracleEscalation;
  readonly chain: readonly string[];
  cycle: number;
  cycleStart: number;
  /** Times of steps that are done, and by how much the rest has come forward. */
  done: Set<number>;
  earlier: number;
  again?: number;
  closes?: number;
}

/** Who is called in which minute, up to `minutes` after the opening. */
export function whoIsCalled(
  world: OracleWorld,
  given: OracleAlert,
  at: number,
  life: OracleLife,
  minutes: number,
): OracleAnswer {
  const found = new Map<number, OracleMinute>();
  const squad = world.squads[given.squad] as OracleSquad;
  const silent = (alert: OracleAlert, rule = 0): OracleAnswer => ({
    title: alert.title,
    priority: alert.priority,
    rule,
    minutes: found,
  });
  if (given.active && !isWithin(given.active, world.zone, at)) return silent(given);

  let alert = given;
  const holding: { -readonly [K in keyof OracleHolding]: OracleHolding[K] } = {};
  const hold = (one: OracleHolding): void => {
    holding.delay ??= one.delay;
    holding.restart ??= one.restart;
    holding.autoClose ??= one.autoClose;
    holding.suppress ??= one.suppress;
  };
  for (const policy of squad.policies) {
    if (!holds(policy.when, alert, world.zone, at)) continue;
    const { priority = alert.priority, prefix = '', tags = {} } = policy.set;
    alert = { ...alert, priority, title: prefix + alert.title, tags: { ...alert.tags, ...tags } };
    hold(policy);
    if (!policy.continue) break;
  }
  for (const policy of squad.notifications) if (holds(policy.when, alert, world.zone, at)) hold(policy);
  if (holding.suppress) return silent(alert);

  const choose = (name: string, when: number): { index: number; to?: OracleRoute } => {
    const { routing, zone } = world.squads[name] as OracleSquad;
    const index = routing.findIndex((rule) => holds(rule.when, alert, zone, when));
    return { index, to: routing[index]?.to };
  };
  const chosen = choose(given.squad, at);
  if (chosen.to === undefined || chosen.to === 'none') return silent(alert, chosen.index + 1);
  const start = endOfDelay(holding.delay, at, world.zone);

  let acknowledged = false;
  let running: Running[] = [];
  const closings = [life.closed, holding.autoClose].filter((one) => one !== undefined);

  const entry = (minute: number): OracleMinute => {
    let one = found.get(minute);
    if (!one) found.set(minute, (one = { people: [], channels: [], ways: [] }));
    return one;
  };
  const call = (people: readonly string[], minute: number): boolean => {
    const one = entry(minute);
    for (const person of people) {
      if (one.people.includes(person)) continue;
      one.people.push(person);
      const { zone, rules } = world.people[person] as OraclePerson;
      const now = at + minute * minuteLength;
      const rule = rules.find(
        ({ priorities, hours }) =>
          (!priorities || priorities.includes(alert.priority)) && (!hours || isWithin(hours, zone, now)),
      );
      const none = {
        steps: [
          { after: 0, by: 'email' as const },
          { after: 0, by: 'mobile' as const },
        ],
      };
      for (const { after, by } of (rules.length === 0 ? none : rule)?.steps ?? []) {
        const then = minute + after;
        const stopped = life.acknowledged !== undefined && minute < life.acknowledged && life.acknowledged <= then;
        if (!stopped) one.ways.push(`${person} ${by} ${then}`);
      }
    }
    return people.length > 0;
  };
  const launch = (name: string, id: string, minute: number, chain: readonly string[]): boolean => {
    const key = `escalation ${name}/${id}`;
    const plan = world.squads[name]?.escalations[id];
    const startable = plan !== undefined && !chain.includes(key);
    // One that a step starts shows in that step's minute, one that the routing starts only with its own first step.
    if (!startable || chain.at(-1)?.startsWith('escalation')) entry(minute);
    if (!startable) return false;
    running.push({
      squad: name,
      plan,
      chain: [...chain, key],
      cycle: 0,
      cycleStart: minute,
      done: new Set(),
      earlier: 0,
    });
    return true;
  };
  const onDuty = (name: string, id: string, minute: number, take?: 'next' | 'previous'): boolean => {
    const asked = world.semantics.stepsAsk === 'opening' ? at : at + minute * minuteLength;
    const schedule = world.squads[name]?.schedules[id] as OracleSchedule;
    const people = take
      ? whoIsBeside(schedule, asked, take === 'next' ? 1 : -1, world.semantics)
      : whoIsOn(schedule, asked, world.semantics).map((duty) => duty.slice(duty.lastIndexOf(':') + 1));
    return call([...new Set(people)], minute);
  };
  const follow = (to: OracleRoute | undefined, minute: number, chain: readonly string[]): boolean => {
    if (to === undefined || to === 'none') {
      entry(minute);
      return false;
    }
    if ('schedule' in to) return acknowledged || onDuty(to.squad, to.schedule, minute);
    if ('escalation' in to) return launch(to.squad, to.escalation, minute, chain);
    return enterSquad(to.squad, minute, chain);
  };
  const enterSquad = (name: string, minute: number, chain: readonly string[]): boolean => {
    entry(minute);
    const key = `squad ${name}`;
    if (chain.includes(key)) return false;
    return follow(choose(name, at + minute * minuteLength).to, minute, [...chain, key]);
  };
  const notify = (target: OracleTarget, one: Running, minute: number): boolean => {
    if ('schedule' in target) return onDuty(target.squad, target.schedule, minute, target.take);
    if ('person' in target) return call([target.person], minute);
    if ('channel' in target) {
      const { channels } = entry(minute);
      const name = target.squad === given.squad ? target.channel : `${target.squad}/${target.channel}`;
      if (!channels.includes(name)) channels.push(name);
      return true;
    }
    if ('escalation' in target) return launch(target.squad, target.escalation, minute, one.chain);
    if (target.take === undefined) return enterSquad(target.squad, minute, one.chain);
    const { members, admins } = world.squads[target.squad] as OracleSquad;
    return call(target.take === 'admins' ? admins : members, minute);
  };
  const proceed = (one: Running, minute: number): boolean => {
    const times = [...new Set(one.plan.steps.map(({ after }) => after))].sort((a, b) => a - b);
    const due = times.find((time) => !one.done.has(time));
    if (due === undefined || one.cycleStart + due - one.earlier !== minute) return false;
    one.done.add(due);
    let reached = false;
    for (const step of one.plan.steps.filter(({ after }) => after === due)) {
      if (acknowledged && !step.open) reached = true;
      else for (const target of step.notify) reached = notify(target, one, minute) || reached;
    }
    const following = times.find((time) => time > due);
    if (!reached && following !== undefined && world.semantics.emptySteps === 'skip') one.earlier += following - due;
    if (following === undefined && one.plan.repeat) {
      const next = minute + one.plan.repeat.every;
      if (one.cycle < one.plan.repeat.times) one.again = next;
      else if (one.plan.repeat.close) one.closes = next;
    }
    return true;
  };

  for (let minute = 0; minute <= minutes; minute += 1) {
    for (const one of running.filter(({ again }) => again === minute)) {
      Object.assign(one, { cycle: one.cycle + 1, cycleStart: minute, done: new Set(), earlier: 0, again: undefined });
      if (one.plan.repeat?.reset) acknowledged = false;
    }
    if (minute === life.acknowledged) acknowledged = true;
    if (closings.includes(minute) || running.some(({ closes }) => closes === minute)) {
      for (const one of found.values()) one.ways = one.ways.filter((way) => Number(way.split(' ')[2]) < minute);
      break;
    }
    const { restart } = holding;
    const since = minute - start;
    const restarts = restart && since > 0 && since % restart.every === 0 && since / restart.every <= restart.times;
    if (restarts && !acknowledged) running = [];
    if (since === 0 || (restarts && !acknowledged)) follow(chosen.to, minute, [`squad ${given.squad}`]);
    for (let moved = true; moved;) {
      moved = false;
      for (let index = 0; index < running.length; index += 1)
        while (proceed(running[index] as Running, minute)) moved = true;
    }
    if (found.size > 0 && [...found.values()].length > 5000) break;
  }
  return { title: alert.title, priority: alert.priority, rule: chosen.index + 1, minutes: found };
}
