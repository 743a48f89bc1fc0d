import { defineRule } from '../../rule.ts';
import { overridesOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/override-order',
  summary: 'An override of a schedule ends after it begins.',
  why: 'An override with its ends exchanged covers nothing: the swap that two people agreed on does not happen, and the wrong one is called.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: { empty: 'This override ends ({to}) before it begins ({from}), so it covers nothing. Exchange the two.' },
  examples: {
    bad: [
      {
        squad:
          'overrides: [{ schedule: oncall, from: 2027-02-10T18:00, to: 2027-02-03T09:00, person: bo, reason: swap }]',
      },
    ],
    good: [
      {
        squad:
          'overrides: [{ schedule: oncall, from: 2027-02-03T18:00, to: 2027-02-10T09:00, person: bo, reason: swap }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { path, from, to } of overridesOf(squad)) {
        if (instant(from) >= instant(to)) context.report({ message: 'empty', at: [...path, 'to'], data: { from, to } });
      }
    },
  },
});

/** Comparable, except for the hours around a change of offset; both ends are in the same zone unless they say otherwise. */
function instant(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}
