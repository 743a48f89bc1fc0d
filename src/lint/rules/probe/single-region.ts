import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };

export default defineRule({
  id: 'probe/single-region',
  summary: 'A probe looks from more than one region.',
  why: 'Seen from one place, an outage of that place looks like an outage of yours.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    one: 'This probe only looks from "{region}": name at least two regions.',
  },
  examples: {
    bad: [{ alert: uptime(calm, '', 'every: 1m, regions: [london], contains: ok') }],
    good: [
      { alert: uptime(calm) },
      { because: 'StatusCake chooses', alert: uptime(calm, '', 'every: 1m, contains: ok') },
    ],
  },
  visit: {
    alert(alert, context) {
      const regions = alert.source.fields['regions'];
      if (!isSource(alert, 'statuscake', 'uptime') || !Array.isArray(regions) || regions.length !== 1) return;
      context.report({ message: 'one', at: sourcePath(alert, 'regions'), data: { region: String(regions[0]) } });
    },
  },
});
