import { defineRule } from '../../rule.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

const markup =
  /<\/?(?:br|b|i|p|a|div|span|strong|em|ul|li|table|code|pre|h\d)\b[^<>]*>|%%%|\[[^[\]]+\]\(https?:[^)]{0,2000}\)|<https?:[^<>|]+\|[^<>]+>/i;

export default defineRule({
  id: 'message/plain-text',
  summary: 'Texts of a notification are plain: no HTML, no markup of one vendor.',
  why: 'A text message, a phone call and half of the vendors show the markup as it is typed. Links belong to "links" and "dashboard", where every vendor shows them as links.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    markup:
      'The text holds the markup "{markup}", which most vendors show as it is typed. Write plain text; links go to "links" or "dashboard".',
  },
  examples: {
    bad: [
      { alert: 'message: "Card payments fail<br>Call the acquirer"' },
      { alert: 'message: "Card payments fail, see [the dashboard](https://app.datadoghq.eu/dashboard/abc)"' },
    ],
    good: [{ alert: 'message: "Card payments fail (<5% succeed)"' }],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of notificationTexts(alert)) {
        const found = markup.exec(text)?.[0];
        if (found !== undefined) context.report({ message: 'markup', at: path, data: { markup: found } });
      }
    },
  },
});
