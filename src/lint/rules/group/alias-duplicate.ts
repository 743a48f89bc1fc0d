import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'group/alias-duplicate',
  summary: 'Every group is by another facet.',
  why: 'The same facet twice splits nothing twice; the vendor refuses the query, or texts show the same value under two names.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    twice: 'The alert is grouped by "{facet}" twice: remove one.',
    aliases: '"{first}" and "{second}" both stand for the facet "{facet}": keep one alias.',
  },
  examples: {
    bad: [
      { alert: 'groups: { by: [acquirer, acquirer], notify: null }' },
      { alert: 'groups: { by: { acquirer: "@acquirer", bank: "@acquirer" }, notify: null }' },
    ],
    good: [{ alert: 'groups: { by: [acquirer, scheme], notify: [acquirer] }' }],
  },
  visit: {
    alert(alert, context) {
      const seen = new Map<string, string>();
      (alert.groups?.by ?? []).forEach(({ alias, facet }, index) => {
        const first = seen.get(facet);
        seen.set(facet, first ?? alias);
        if (first === alias) context.report({ message: 'twice', at: ['groups', 'by', index], data: { facet } });
        else if (first !== undefined)
          context.report({ message: 'aliases', at: ['groups', 'by', alias], data: { facet, first, second: alias } });
      });
    },
  },
});
