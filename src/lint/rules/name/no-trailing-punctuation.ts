import { defineRule } from '../../rule.ts';
import { nodeAt } from '../../../definitions/source/node.ts';
import { mendText } from '../../support/mend-text.ts';

export default defineRule({
  id: 'name/no-trailing-punctuation',
  summary: 'The description ends without a full stop or an exclamation mark.',
  why: 'It becomes part of a title, with groups and the environment after it; "fail! | adyen [staging]" reads badly and is never matched by a pattern that somebody types.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  fixable: true,
  messages: { punctuation: 'The description ends with "{mark}". Remove it: the description becomes a title.' },
  examples: {
    bad: [{ alert: 'description: Card payments fail!', fixed: 'description: Card payments fail\n' }],
    good: [{ alert: 'description: Card payments fail' }, { alert: 'description: Payments fail (cards)' }],
  },
  visit: {
    alert(alert, context) {
      const mark = /[.!?;:,…]+$/.exec(alert.description)?.[0];
      if (mark === undefined) return;
      const node = nodeAt(alert.root, ['description']);
      const fix = node && mendText(node, alert.description.slice(0, -mark.length).trimEnd(), `Remove "${mark}"`);
      context.report({ message: 'punctuation', at: ['description'], data: { mark }, ...(fix ? { fix } : {}) });
    },
  },
});
