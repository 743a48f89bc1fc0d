import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'schema/override-never-applies',
  summary: 'An override selects an environment in which the alert exists.',
  why: 'The override looks as if it did something, for example as if staging were quieter, and has no effect at all.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    never:
      'This override is for {selected}, but the alert exists in {existing} only. Remove the override, or add the environment.',
  },
  examples: {
    bad: [
      {
        alert: `
          environments: [production]
          overrides: [{ when: { environment: staging }, set: { condition: { critical: 20% } } }]`,
      },
    ],
    good: [
      {
        alert: `
          environments: [production, staging]
          overrides: [{ when: { environment: staging }, set: { condition: { critical: 20%, recovery: 10% } } }]`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const existing = alert.data['environments'];
      const overrides = alert.data['overrides'];
      if (!Array.isArray(existing) || !Array.isArray(overrides)) return;
      overrides.forEach((override: { when?: { environment?: unknown } }, index) => {
        const selected = [override.when?.environment ?? []].flat().map(String);
        if (selected.length === 0 || selected.some((name) => /[*?]/.test(name) || existing.includes(name))) return;
        context.report({
          message: 'never',
          at: ['overrides', index, 'when', 'environment'],
          data: { selected: selected.join(', '), existing: existing.join(', ') },
        });
      });
    },
  },
});
