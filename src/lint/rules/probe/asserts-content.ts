import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };

export default defineRule({
  id: 'probe/asserts-content',
  summary: 'A probe looks at what is answered, not only that something is.',
  why: 'A maintenance page, a login form of the wrong system or an empty list is answered with 200 as well. The probe stays green while nobody can work.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    blind:
      'This probe is content with any answer, an error page with status 200 included: add "contains" with a text of the healthy answer.',
  },
  examples: {
    bad: [{ alert: uptime(calm, '', 'every: 1m, regions: [london, paris]') }],
    good: [{ alert: uptime(calm) }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'statuscake', 'uptime') || alert.source.fields['contains'] !== undefined) return;
      context.report({ message: 'blind', at: sourcePath(alert, 'url') });
    },
  },
});
