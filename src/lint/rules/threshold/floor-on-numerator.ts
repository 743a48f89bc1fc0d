import { defineRule } from '../../rule.ts';
import { measurementOf } from '../../support/measurement.ts';
import { divisionOf } from '../../support/queries.ts';

export default defineRule({
  id: 'threshold/floor-on-numerator',
  summary: 'The minimum of events of a share is on what it divides by.',
  why: 'A minimum on the failures says how many failures count, not how much traffic there was: two requests that both fail are still 100% as soon as the minimum is reached, and a large outage with fewer failures than that is never judged.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    numerator: '"atLeast" names {floor}, but the share is divided by {denominator}: put the minimum on {denominator}.',
  },
  examples: {
    bad: [{ alert: 'condition: { atLeast: { requests: null, errors: 10 } }' }],
    good: [
      { alert: 'condition: { atLeast: { requests: 50 } }' },
      { because: 'both', alert: 'condition: { atLeast: { requests: 50, errors: 3 } }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const floors = Object.keys(measurementOf(alert)?.atLeast ?? {});
      const below = divisionOf(alert)?.denominators.map((query) => query.name) ?? [];
      if (floors.length === 0 || below.length === 0 || floors.some((name) => below.includes(name))) return;
      const data = { floor: floors.join(', '), denominator: below.join(', ') };
      context.report({ message: 'numerator', at: ['condition', 'atLeast'], key: true, data });
    },
  },
});
