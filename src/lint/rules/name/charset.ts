import { defineRule } from '../../rule.ts';
import { nodeAt } from '../../../definitions/source/node.ts';
import { mendText } from '../../support/mend-text.ts';

export default defineRule({
  id: 'name/charset',
  summary:
    'The description has no spaces around it, no line breaks, and none of the characters that vendors treat as their own.',
  why: 'Vendors trim and fold blanks, so every plan shows a difference that no apply can remove. A "|" adds a column to the title, and "@name" in a title notifies somebody.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  fixable: true,
  messages: {
    blanks:
      'The description begins or ends with blanks, or holds several in a row; vendors fold them, and the plan is never empty. Write single spaces.',
    lines: 'The description has several lines, a title has one. Move what does not fit to "impact" or "message".',
    separator: 'The description holds "|", which separates the parts of the title. Use a comma or a dash.',
    mention:
      'The description holds "{mention}", which notifies somebody in some vendors. Who is notified stands in "notify".',
    invisible: 'The description holds an invisible character (U+{code}). Type it again.',
  },
  examples: {
    bad: [
      { alert: 'description: "Card  payments fail "', fixed: "description: 'Card payments fail'" },
      { alert: 'description: Card payments | refunds fail' },
      { alert: 'description: Card payments fail @payments-team' },
    ],
    good: [{ alert: 'description: Card payments fail' }, { alert: 'description: "Zahlungen per Karte: Störung"' }],
  },
  visit: {
    alert(alert, context) {
      const { description } = alert;
      const at = ['description'];
      if (/\r|\n/.test(description.trim())) context.report({ message: 'lines', at });
      else if (description !== folded(description)) {
        const node = nodeAt(alert.root, at);
        const fix = node && mendText(node, folded(description), 'Fold the blanks of the description');
        context.report({ message: 'blanks', at, ...(fix ? { fix } : {}) });
      }
      if (description.includes('|')) context.report({ message: 'separator', at });
      const mention = /(?:^|\s)(@[\w-]+)/.exec(description)?.[1];
      if (mention !== undefined) context.report({ message: 'mention', at, data: { mention } });
      const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/.exec(description)?.[0];
      if (invisible !== undefined) context.report({ message: 'invisible', at, data: { code: codeOf(invisible) } });
    },
  },
});

function folded(text: string): string {
  return text.replace(/[ \t\u00a0\u202f]+/g, ' ').trim();
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
