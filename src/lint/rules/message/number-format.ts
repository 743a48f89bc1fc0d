import { defineRule } from '../../rule.ts';
import { convertibleUnits } from '../../../definitions/values/quantity.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

export default defineRule({
  id: 'message/number-format',
  summary: 'Values in texts are shown once with their unit.',
  why: 'A query with a declared unit shows 0.0734 as 7.3%. Without the unit the bare fraction stands in the message; with the unit typed after it, it stands there twice: "7.3%%".',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    twice: 'The unit follows "{variable}" in the text, but the query\'s unit ({unit}) is shown with the value already. Remove "{typed}".',
    missing: 'The text shows "{variable}" of a ratio whose query declares no unit, so that a bare fraction appears. Add "unit: ratio".',
  },
  examples: {
    bad: [
      { alert: 'message: "{{value}}% of card payments fail"' },
      {
        alert: `
          overrides: null
          condition: { critical: 0.05, warning: null, recovery: null, warningRecovery: null }
          source:
            datadog:
              metric:
                queries: { errors: "sum:payments.card.errors{env:prod}.as_count()", requests: "sum:payments.card.requests{env:prod}.as_count()" }
                formula: errors / requests`,
      },
    ],
    good: [{ alert: 'message: "{{value}} of card payments fail"' }],
  },
  visit: {
    alert(alert, context) {
      const { unit, fields } = alert.source;
      if (alert.condition.kind !== 'measurement') return;
      const isRatio = typeof fields['formula'] === 'string' && /\w\s*\/\s*\w/.test(fields['formula']);
      for (const { text, path: at } of notificationTexts(alert)) {
        const [whole, variable = '', typed = ''] =
          /(\{\{\s*(?:value|threshold)\s*\}\})(\s?%|\s?(?:ms|s|sec|seconds|percent|bytes|GiB|GB|MB)\b)/.exec(text) ?? [];
        if (whole !== undefined && unit !== undefined && (convertibleUnits.includes(unit) || unit === 'percent'))
          context.report({ message: 'twice', at, data: { variable, unit, typed: typed.trim() } });
        const shown = /\{\{\s*(?:value|threshold)\s*\}\}/.exec(text)?.[0];
        if (unit === undefined && isRatio && shown !== undefined && whole === undefined)
          context.report({ message: 'missing', at, data: { variable: shown } });
      }
    },
  },
});
