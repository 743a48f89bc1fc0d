import { formatDuration, parseDuration } from '../../definitions/values/duration.ts';
import type { ProbeCondition } from '../../definitions/types.ts';
import type { CompiledResource } from '../provider.ts';
import { contactsOf } from './contacts.ts';
import { markerOf, markerTags } from '../marker.ts';
import { asked, askedNotices, isToldAlike, report, sourcePath, type Scope } from './scope.ts';
import { heartbeatType, sslRates, sslType, uptimeRates, uptimeType } from './shapes.ts';

export type Inputs = CompiledResource['inputs'];

/** A check before what all have in common is added. */
export interface Check {
  readonly type: string;
  readonly inputs: Inputs;
  readonly derivedFrom: CompiledResource['derivedFrom'];
}

/**
 * Codes that count as down where a definition names none. They are always sent: once codes were set, StatusCake's own list cannot be had back.
 * https://www.statuscake.com/kb/knowledge-base/status-codes/
 */
const failures = [
  204, 205, 206, 303, 400, 401, 403, 404, 405, 406, 408, 410, 413, 429, 444, 494, 495, 496, 499, 500, 501, 502, 503, 504, 505, 506, 507, 508,
  509, 510, 511, 520, 521, 522, 523, 524, 598, 599,
]; // prettier-ignore

/** A probe. */
export function uptime(scope: Scope): Check {
  const { alert } = scope;
  const { url, every, timeout, contains, status, regions } = alert.source.fields;
  const condition: Partial<ProbeCondition> = alert.condition.kind === 'probe' ? alert.condition : {};
  const codes = (Array.isArray(status) ? status : failures).map(String);
  return {
    type: uptimeType,
    inputs: {
      name: alert.title,
      testType: 'HTTP',
      websiteUrl: String(url),
      checkRate: rateOf(scope, every, uptimeRates, 'every'),
      timeout: secondsOf(scope, timeout),
      confirmation: confirmationsOf(scope, condition.confirmations),
      triggerRate: minutesOf(scope, condition.downFor),
      statusCodes: [...new Set(codes)].sort(),
      ...(typeof contains === 'string' ? { findString: contains } : {}),
      ...(Array.isArray(regions) ? { regions: [...(regions as string[])].sort() } : {}),
      tags: tagsOf(scope),
    },
    derivedFrom: {
      testType: [],
      websiteUrl: ['source'],
      checkRate: ['source'],
      timeout: ['source'],
      confirmation: ['condition.confirmations'],
      triggerRate: ['condition.downFor'],
      statusCodes: ['source'],
      findString: ['source'],
      regions: ['source'],
      tags: ['tags', 'category', 'squad'],
    },
  };
}

/** A job that reports in. */
export function heartbeat(scope: Scope): Check {
  const { alert } = scope;
  const period = alert.condition.kind === 'heartbeat' ? alert.condition.missingFor : 0;
  if (period < 30 || period > 172_800)
    report(
      scope,
      'statuscake/heartbeat-period',
      ['condition', 'missingFor'],
      `StatusCake watches for 30s to 2d of silence, not ${formatDuration(period)}.`,
      { help: 'Let a job that runs more rarely report to the on-call backend ("heartbeats" of the squad).' },
    );
  return {
    type: heartbeatType,
    inputs: { name: alert.title, period, tags: tagsOf(scope) },
    derivedFrom: { period: ['condition.missingFor'], tags: ['tags', 'category', 'squad'] },
  };
}

const day = 86_400;

/** A certificate: the first horizon is the definition's, two more remind, since StatusCake takes exactly three. */
export function ssl(scope: Scope): Check {
  const { alert } = scope;
  const within = alert.condition.kind === 'certificate' ? alert.condition.expiresWithin : 0;
  const days = Math.floor(within / day);
  if (within % day !== 0 || days < 3)
    report(
      scope,
      'statuscake/certificate-horizon',
      ['condition', 'expiresWithin'],
      `StatusCake counts whole days, three at least, not ${formatDuration(within)}.`,
    );
  return {
    type: sslType,
    inputs: {
      websiteUrl: `https://${String(alert.source.fields['host'])}`,
      checkRate: rateOf(scope, alert.source.fields['every'] ?? '1d', sslRates, 'every'),
      alertAt: horizons(days),
      alertExpiry: true,
      alertBroken: true,
      alertReminder: true,
    },
    derivedFrom: {
      websiteUrl: ['source'],
      checkRate: ['source'],
      alertAt: ['condition.expiresWithin'],
      alertExpiry: [],
      alertBroken: [],
      alertReminder: [],
    },
  };
}

/** Three different numbers of days, ascending: a week and a day before the end, or what is left between them. */
export function horizons(days: number): number[] {
  const middle = days > 7 ? 7 : Math.max(2, Math.floor(days / 2));
  return [1, middle, Math.max(days, 3)];
}

/** What all checks have. */
export function common(scope: Scope): Inputs {
  checkNotices(scope);
  return { contactGroups: [contactsOf(scope)], ...(scope.alert.disabled ? { paused: true } : {}) };
}

function checkNotices(scope: Scope): void {
  const { alert } = scope;
  for (const transition of askedNotices(scope))
    if (transition !== 'recovery' || !isToldAlike(scope, transition))
      report(
        scope,
        'statuscake/notices',
        ['notify', transition],
        'StatusCake tells those of "notify.critical" when something is down and when it is up again, and nobody else.',
      );
  if (alert.renotify !== undefined && asked(scope, ['renotify', 'every']))
    report(scope, 'statuscake/renotify', ['renotify', 'every'], 'StatusCake tells once that something is down.', {
      help: 'The on-call backend calls on until somebody acknowledges: say it in the escalation.',
    });
  if (alert.autoClose !== undefined && asked(scope, ['autoClose']))
    report(scope, 'statuscake/auto-close', ['autoClose'], 'StatusCake closes nothing after a time.', {
      help: 'Let a policy of the squad do it: "notifications: { close: { when: { … }, autoClose: 1d } }".',
    });
}

function tagsOf({ alert, context }: Scope): string[] {
  const own = Object.entries(alert.tags).map(([key, value]) => `${key}:${value}`);
  const facts = [
    `team:${alert.squad}`,
    `service:${alert.application}`,
    `env:${alert.environment}`,
    'managed-by:alerts',
  ];
  return [...new Set([...markerTags(markerOf(alert, context.project)), ...facts, ...own])].sort();
}

/** Seconds of a rate that the vendor offers. */
export function rateOf(scope: Scope, value: unknown, offered: readonly number[], field: string): number {
  const seconds = parseDuration(value) ?? 0;
  if (offered.includes(seconds) && seconds > 0) return seconds;
  const words = offered.filter((one) => one > 0).map((one) => formatDuration(one));
  report(
    scope,
    'statuscake/check-rate',
    sourcePath(scope.alert, field),
    `StatusCake does not look every ${String(value)}.`,
    { help: `It offers ${words.join(', ')}.` },
  );
  return seconds;
}

function secondsOf(scope: Scope, value: unknown): number {
  if (value === undefined) return 15;
  const seconds = parseDuration(value) ?? 0;
  if (!Number.isInteger(seconds) || seconds < 5 || seconds > 75)
    report(
      scope,
      'statuscake/timeout',
      sourcePath(scope.alert, 'timeout'),
      `StatusCake waits 5s to 75s, not ${String(value)}.`,
    );
  return seconds;
}

function confirmationsOf(scope: Scope, value = 2): number {
  if (value > 3)
    report(
      scope,
      'statuscake/confirmations',
      ['condition', 'confirmations'],
      `StatusCake confirms by at most 3 servers, not ${value}.`,
    );
  return value;
}

function minutesOf(scope: Scope, downFor = 0): number {
  const minutes = downFor / 60;
  if (!Number.isInteger(minutes) || minutes > 60)
    report(
      scope,
      'statuscake/down-for',
      ['condition', 'downFor'],
      `StatusCake waits whole minutes, 60 at most, not ${formatDuration(downFor)}.`,
    );
  return minutes;
}
