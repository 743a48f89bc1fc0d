import { nodeAt } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { eachText } from '../../support/scalars.ts';

const sloId = /\b(?:error_budget|burn_rate)\(\s*["']([0-9a-f]{32})["']/;

export default defineRule({
  id: 'schema/raw-provider-id',
  summary: 'An SLO is named by its id in the code, not by the one that a vendor gave it.',
  why: 'The vendor gives a new id when the SLO is created again, in another environment or after a restore. An alert that names the old one never evaluates again, and nobody hears of it.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    slo: 'The query names an SLO by the vendor\'s id {id}. Use "source: { slo: ID }" with the id of the OpenSLO document.',
  },
  examples: {
    bad: [{ alert: raw('slo alert', 'burn_rate(\\"0123456789abcdef0123456789abcdef\\").over(\\"30d\\") > 14.4') }],
    good: [
      {
        because: 'Nothing is named.',
        alert: raw('query alert', 'avg(last_5m):max:payments.outbox.stuck{env:${dd}} > 100000'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const source = nodeAt(alert.root, ['source']);
      if (!source) return;
      eachText(source, (text, at) => {
        const id = sloId.exec(text)?.[1];
        if (id !== undefined) context.report({ message: 'slo', at, data: { id } });
      });
    },
  },
});

function raw(type: string, query: string): string {
  return `
    groups: null
    message: Card payments fail
    condition: null
    overrides: null
    environments: [production]
    source: { datadog: { raw: { type: ${type}, query: "${query}", options: {} } } }`;
}
