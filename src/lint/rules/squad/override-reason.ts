import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'squad/override-reason',
  summary: 'An override of a schedule says why.',
  why: 'When the override turns out to be wrong at 03:00, the reason tells whether it was a swap that both know of, or a slip.',
  presets: { recommended: 'off', strict: 'info', import: 'off' },
  messages: { missing: 'This override does not say why. Add "reason: …", such as "swap with Cy".' },
  examples: {
    bad: [{ squad: 'overrides: [{ schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo }]' }],
    good: [
      {
        squad:
          'overrides: [{ schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo, reason: swap with Cy }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const overrides = squad.data['overrides'];
      if (!Array.isArray(overrides)) return;
      overrides.forEach((override: { reason?: unknown }, index) => {
        if (override.reason === undefined) context.report({ message: 'missing', at: ['overrides', index] });
      });
    },
  },
});
