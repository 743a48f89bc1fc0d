import type { Document, ResolvedAlert } from '../../../definitions/types.ts';
import { formatDuration, parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { gauge, queue, uptime, watchedBroker } from '../../support/examples.ts';
import { evaluationInterval } from '../../support/look-interval.ts';
import { measurementOf } from '../../support/measurement.ts';
import { metricQueries, sourceText } from '../../support/queries.ts';

const rolled = (seconds: number): string => `max:payments.pool.used{env:\${dd}}.rollup(max, ${seconds})`;

export default defineRule({
  id: 'window/vs-interval',
  summary: 'A window holds at least three values.',
  why: 'With one or two values per window the verdict depends on when the value arrives: the same outage is seen at once, late, or not at all.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    rollup:
      'The query has one value per {interval}, so a window of {window} holds fewer than three: use {least} or more, or a shorter rollup.',
    looks:
      '"alerts watch" looks at this broker every {interval}, so a window of {window} holds fewer than three values: use {least} or more, or a shorter "every" in the connection.',
    probe:
      'The probe runs every {interval}, so {window} is too short to fail three times: use {least} or more, or probe more often.',
  },
  examples: {
    bad: [
      { alert: gauge({ critical: '90%', recovery: '80%', over: '10m' }, '', rolled(600)) },
      { alert: queue('ready', { critical: 5000, recovery: 1000, over: '2m' }), project: watchedBroker('every: 1m') },
      { alert: uptime({ downFor: '5m', confirmations: 2 }, '', 'every: 5m, regions: [london, paris], contains: ok') },
    ],
    good: [
      { alert: gauge({ critical: '90%', recovery: '80%', over: '10m' }, '', rolled(60)) },
      { alert: queue('ready', { critical: 5000, recovery: 1000, over: '5m' }), project: watchedBroker('every: 1m') },
      { alert: uptime({ downFor: '5m', confirmations: 2 }) },
    ],
  },
  visit: {
    alert(alert, context) {
      const found = measurementOf(alert) ? (rollupOf(alert) ?? looksOf(alert, context.project)) : probeOf(alert);
      if (!found || found.window >= 3 * found.interval) return;
      const texts = { interval: found.interval, window: found.window, least: 3 * found.interval };
      const data = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, formatDuration(value)]));
      context.report({ message: found.message, at: ['condition', found.field], data });
    },
  },
});

interface Found {
  readonly message: 'rollup' | 'looks' | 'probe';
  readonly field: string;
  readonly window: number;
  readonly interval: number;
}

function rollupOf(alert: ResolvedAlert): Found | undefined {
  const window = measurementOf(alert)?.over;
  const rollups = metricQueries(alert).flatMap(({ text }) => [
    ...text.matchAll(/\.rollup\(\s*(?:\w+\s*,\s*)?(\d+)\s*\)/g),
  ]);
  const interval = Math.max(0, ...rollups.map((match) => Number(match[1])));
  return window === undefined || interval === 0 ? undefined : { message: 'rollup', field: 'over', window, interval };
}

function looksOf(alert: ResolvedAlert, project: Document<'Project'>): Found | undefined {
  const window = measurementOf(alert)?.over;
  const interval = alert.source.vendor === 'rabbitmq' ? evaluationInterval(alert, project) : undefined;
  return window === undefined || interval === undefined
    ? undefined
    : { message: 'looks', field: 'over', window, interval };
}

/** A probe that is down for N minutes has failed once at the beginning, so two more intervals make three failures. */
function probeOf(alert: ResolvedAlert): Found | undefined {
  const window = alert.condition.kind === 'probe' ? alert.condition.downFor : undefined;
  const interval = parseDuration(sourceText(alert, 'every'));
  if (!window || interval === undefined) return undefined;
  return { message: 'probe', field: 'downFor', window: window + interval, interval };
}
