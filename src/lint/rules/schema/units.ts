import { defineRule } from '../../rule.ts';
import { nodeAt } from '../../../definitions/source/node.ts';

const examplesOfUnit: Readonly<Record<string, string>> = {
  ns: '250ms', us: '250ms', ms: '800ms', s: '30s', m: '5m', min: '5m', h: '2h', d: '7d', ratio: '5%',
  bytes: '2GiB', B: '2GiB', kB: '500kB', MB: '500MB', GB: '2GB', TB: '2TB', KiB: '512KiB', MiB: '512MiB', GiB: '2GiB', TiB: '2TiB',
}; // prettier-ignore

const thresholds = ['critical', 'warning', 'recovery', 'warningRecovery'] as const;

export default defineRule({
  id: 'schema/units',
  summary: 'A threshold of a duration, a ratio or a size says its unit.',
  why: '800 against a query in seconds is a quarter of an hour, 5 against a ratio is 500%: the alert never fires, and the outage is found by the customers.',
  presets: { recommended: 'error', strict: 'error', import: 'info' },
  messages: {
    bare: 'The threshold {field} is the bare number {value} against a query in {unit}. Write it with its unit, such as {example}.',
  },
  examples: {
    bad: [
      {
        because: 'Is it 5%, or a twentieth of a percent?',
        alert: 'condition: { critical: 0.05, recovery: 3%, warning: 2% }',
      },
      {
        because: 'Milliseconds were meant.',
        alert: `
          { category: latency, overrides: null, groups: null, message: "Payments take {{value}}",
            source: { datadog: { metric: { queries: { duration: "p95:payments.card.duration{env:\${dd}}" }, unit: s } } },
            condition: { critical: 800, warning: null, recovery: 700ms, warningRecovery: null, reduce: avg, atLeast: null } }`,
      },
    ],
    good: [
      { alert: 'condition: { critical: 5% }' },
      {
        because: 'Nothing is nothing in every unit.',
        alert: 'condition: { critical: 0, warning: null, recovery: null, warningRecovery: null }',
      },
      {
        because: 'A count has no unit to be confused with.',
        alert: `
          { overrides: null, groups: null, message: "{{value}} payments are stuck",
            source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, unit: count } } },
            condition: { critical: 40, warning: null, recovery: 20, warningRecovery: null, atLeast: null, reduce: min } }`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { unit } = alert.source;
      if (unit === undefined || alert.condition.kind !== 'measurement') return;
      for (const field of thresholds) {
        const node = nodeAt(alert.root, ['condition', field]);
        const value = node?.kind === 'scalar' ? node.value : undefined;
        if (typeof value !== 'number' || value === 0) continue;
        // threshold/ratio-or-percent says more about a ratio above one.
        if (unit === 'ratio' && Math.abs(value) > 1) continue;
        const at = ['condition', field];
        const example = examplesOfUnit[unit];
        if (example !== undefined) context.report({ message: 'bare', at, data: { field, value, unit, example } });
      }
    },
  },
});
