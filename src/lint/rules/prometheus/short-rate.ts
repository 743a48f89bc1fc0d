import { formatDuration } from '../../../definitions/values/duration.ts';
import { rangesOf } from '../../../providers/prometheus/promql.ts';
import { defineRule } from '../../rule.ts';
import { promqlAlert } from '../../support/examples.ts';
import { sourcePath, sourceText } from '../../support/queries.ts';

/** Four scrapes of half a minute: two are needed, and one may fail. */
const least = 120;
const differences = new Set(['rate', 'increase', 'irate', 'delta', 'idelta', 'deriv']);

export default defineRule({
  id: 'prometheus/short-rate',
  summary: 'A rate looks at two minutes at least.',
  why: 'A rate needs two scrapes in its range. With a range of one or two scrapes a single failed one leaves nothing, and the alert resolves in the middle of an outage.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    short: '"{name}" looks at {range} only, in which one failed scrape leaves no value: give it {least} or more.',
  },
  examples: {
    bad: [{ alert: promqlAlert('sum(rate(card_errors_total{env="${dd}"}[30s]))') }],
    good: [
      { alert: promqlAlert('sum(rate(card_errors_total{env="${dd}"}[5m]))') },
      { because: 'a maximum needs one sample', alert: promqlAlert('max_over_time(card_queue{env="${dd}"}[1m])') },
    ],
  },
  visit: {
    alert(alert, context) {
      const text = alert.source.vendor === 'prometheus' ? sourceText(alert, 'expr') : undefined;
      if (text === undefined) return;
      for (const { function: name, seconds, subquery } of rangesOf(text)) {
        if (name === undefined || subquery || !differences.has(name) || seconds >= least) continue;
        const data = { name, range: formatDuration(seconds), least: formatDuration(least) };
        context.report({ message: 'short', at: sourcePath(alert, 'expr'), data });
      }
    },
  },
});
