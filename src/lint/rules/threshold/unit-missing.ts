import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const memory = 'max:payments.memory.used{env:${dd}}';

export default defineRule({
  id: 'threshold/unit-missing',
  summary: 'A metric says its unit.',
  why: 'A threshold of 800 on a metric in seconds never fires. With the unit written, `800ms` is converted, and the page says "1.2 s" instead of "1.2".',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    missing:
      'The metric does not say its unit, so nothing can tell {value} seconds from milliseconds: add "unit", for example ratio, s, bytes or count.',
  },
  examples: {
    bad: [{ alert: gauge({ critical: 800 }, '', memory, '') }],
    good: [
      { alert: gauge({ critical: '800MB' }, '', memory, 'bytes') },
      { because: 'any word will do for what is counted', alert: gauge({ critical: 800 }, '', memory, 'sessions') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.critical === undefined || alert.source.unit !== undefined || !isSource(alert, 'datadog', 'metric'))
        return;
      context.report({ message: 'missing', at: sourcePath(alert), key: true, data: { value: condition.critical } });
    },
  },
});
