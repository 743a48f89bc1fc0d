import { keptLabels } from '../../../providers/prometheus/promql.ts';
import { defineRule } from '../../rule.ts';
import { promqlAlert } from '../../support/examples.ts';
import { sourcePath, sourceText } from '../../support/queries.ts';

export default defineRule({
  id: 'prometheus/groups-kept',
  summary: 'The labels that an alert is grouped by survive its outermost aggregation, and no others.',
  why: 'A label that is aggregated away is empty in the text, and all groups are one alert. One that is kept without being named makes an alert per value, in a text that does not say which.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    lost: 'The alert is grouped by "{label}", which the aggregation drops: write "by ({labels})".',
    unnamed:
      'The aggregation keeps "{label}", so there is an alert for each of its values: name it in "groups.by", or drop it.',
  },
  examples: {
    bad: [
      { alert: promqlAlert('sum(rate(card_errors_total{env="${dd}"}[5m]))', 'groups: { by: [acquirer] }') },
      { alert: promqlAlert('sum by (acquirer) (rate(card_errors_total{env="${dd}"}[5m]))', 'groups: null') },
    ],
    good: [
      {
        alert: promqlAlert(
          'sum by (acquirer) (rate(card_errors_total{env="${dd}"}[5m]))',
          'groups: { by: [acquirer] }',
        ),
      },
      { alert: promqlAlert('sum(rate(card_errors_total{env="${dd}"}[5m]))', 'groups: null') },
    ],
  },
  visit: {
    alert(alert, context) {
      const text = alert.source.vendor === 'prometheus' ? sourceText(alert, 'expr') : undefined;
      const kept = text === undefined ? undefined : keptLabels(text)?.labels;
      if (!kept) return;
      const facets = alert.groups?.by.map(({ facet }) => facet) ?? [];
      const labels = [...new Set([...kept, ...facets])].join(', ');
      const at = sourcePath(alert, 'expr');
      for (const label of facets.filter((one) => !kept.includes(one)))
        context.report({ message: 'lost', at, data: { label, labels } });
      for (const label of kept.filter((one) => !facets.includes(one)))
        context.report({ message: 'unnamed', at, data: { label } });
    },
  },
});
