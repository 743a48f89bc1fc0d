import { defineRule } from '../../rule.ts';
import { convertibleUnits } from '../../../definitions/values/quantity.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

export default defineRule({
  id: 'message/number-format',
  summary: 'Values in texts are shown once with their unit.',
  why: 'A query with a declared unit shows 0.0734 as 7.3%. A unit that is typed after it stands there twice ("7.3%%"), or is wrong ("0.8 s ms").',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    twice:
      'The unit follows "{variable}" in the text, but the query\'s unit ({unit}) is shown with the value already. Remove "{typed}".',
  },
  examples: {
    bad: [{ alert: 'message: "{{value}}% of card payments fail"' }],
    good: [{ alert: 'message: "{{value}} of card payments fail"' }],
  },
  visit: {
    alert(alert, context) {
      const { unit } = alert.source;
      if (unit === undefined || alert.condition.kind !== 'measurement') return;
      for (const { text, path: at } of notificationTexts(alert)) {
        const [whole, variable = '', typed = ''] =
          /(\{\{\s*(?:value|threshold)\s*\}\})(\s?%|\s?(?:ms|s|sec|seconds|percent|bytes|GiB|GB|MB)\b)/.exec(text) ??
          [];
        if (whole !== undefined && (convertibleUnits.includes(unit) || unit === 'percent'))
          context.report({ message: 'twice', at, data: { variable, unit, typed: typed.trim() } });
      }
    },
  },
});
