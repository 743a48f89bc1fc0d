import { defineRule } from '../../rule.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

export default defineRule({
  id: 'message/conditional-balanced',
  summary: 'Texts hold no conditionals of a vendor, and every {{ is closed.',
  why: 'Texts are translated to each vendor. A conditional of one stands literally in the message of the others, and an unclosed block swallows the rest of the message.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    conditional:
      'The text holds "{block}", which one vendor only understands. Write one text for all transitions; "notify" says who hears of which.',
    unbalanced: 'The text opens "{{" {open} times and closes it {close} times. Close each, as in "{{value}}".',
    single: 'The text holds "{written}", which nothing fills. Write "{{{name}}}".',
  },
  examples: {
    bad: [
      { alert: 'message: "{{#is_alert}}Payments fail{{/is_alert}}"' },
      { alert: 'message: "{{value} of card payments fail"' },
      { alert: 'message: "{value} of card payments fail"' },
    ],
    good: [{ alert: 'message: "{{value}} of card payments fail at {{group.acquirer}}"' }],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path: at } of notificationTexts(alert)) {
        const block = /\{\{\s*[#^/][^}]*\}\}|\{%.*?%\}|<%.*?%>/.exec(text)?.[0];
        const open = text.split('{{').length - 1;
        const close = text.split('}}').length - 1;
        const single = /(?<![{$])\{\s*(value|threshold|group\.[\w.-]+)\s*\}(?!\})/.exec(text);
        if (block !== undefined) context.report({ message: 'conditional', at, data: { block } });
        else if (open !== close) context.report({ message: 'unbalanced', at, data: { open, close } });
        else if (single) context.report({ message: 'single', at, data: { written: single[0], name: single[1] ?? '' } });
      }
    },
  },
});
