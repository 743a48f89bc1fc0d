import { nodeAt, textOf } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { sloDocument } from '../../support/examples.ts';

const ratio = ['spec', 'indicator', 'spec', 'ratioMetric'];

export default defineRule({
  id: 'slo/good-equals-total',
  summary: 'The good (or bad) events of an SLO differ from all events.',
  why: 'With the same query twice the SLO is always 100%, or always 0%: it is met during every outage.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    same: 'The query of the {side} events is the same as that of all events, so the SLO always says {value}: filter the {side} ones.',
  },
  examples: {
    bad: [{ files: { 'payments/slo.yaml': sloDocument(0.999).replace('card.good', 'card.requests') } }],
    good: [{ files: { 'payments/slo.yaml': sloDocument(0.999) } }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'OpenSLO') return;
      const queryOf = (side: string): string | undefined =>
        textOf(nodeAt(document.root, [...ratio, side, 'metricSource', 'spec', 'query']))?.replace(/\s+/g, '');
      const total = queryOf('total');
      for (const side of ['good', 'bad']) {
        if (total === undefined || queryOf(side) !== total) continue;
        const at = [...ratio, side, 'metricSource', 'spec', 'query'];
        context.report({ message: 'same', at, data: { side, value: side === 'good' ? '100%' : '0%' } });
      }
    },
  },
});
