import type { MeasurementCondition, ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { counted } from '../../support/examples.ts';
import { measurementOf, wholeOf, written } from '../../support/measurement.ts';
import { isNeverNegative, isShare } from '../../support/value-range.ts';

const fields = ['critical', 'warning'] as const;

export default defineRule({
  id: 'threshold/impossible',
  summary: 'A threshold lies within the range of what is measured.',
  why: 'A share is never above 100% and a count never below zero: such an alert never fires, or always does, and both look like a working alert in the list.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    never: '"{is}: {value}" can never be true, since {range}: the alert would stay silent through any outage.',
    always: '"{is}: {value}" is always true, since {range}: the alert would fire for ever.',
  },
  examples: {
    bad: [
      { because: '120% of the requests cannot fail', alert: 'condition: { critical: 120% }\noverrides: null' },
      { because: 'a count is not negative', alert: counted({ is: 'below', critical: 0 }) },
      { because: 'a count is always at least 0', alert: counted({ is: 'at-least', critical: 0 }) },
    ],
    good: [
      { alert: 'condition: { critical: 5% }' },
      { because: 'silence is possible', alert: counted({ is: 'below', critical: 1 }, 'category: traffic') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition) return;
      for (const field of fields) {
        const verdict = condition[field] === undefined ? undefined : judge(alert, condition, condition[field]);
        if (!verdict) continue;
        const data = { is: condition.is, value: written(alert, ['condition', field]), range: verdict.range };
        context.report({ message: verdict.message, at: ['condition', field], data });
      }
    },
  },
});

interface Verdict {
  readonly message: 'never' | 'always';
  readonly range: string;
}

function judge(alert: ResolvedAlert, { is }: MeasurementCondition, value: number): Verdict | undefined {
  const whole = isShare(alert) ? wholeOf(alert) : undefined;
  if (whole !== undefined) {
    const range = `a share of events is at most ${whole === 1 ? '1 (100%)' : '100%'}`;
    if ((is === 'above' && value >= whole) || (is === 'at-least' && value > whole)) return { message: 'never', range };
    if ((is === 'below' && value > whole) || (is === 'at-most' && value >= whole)) return { message: 'always', range };
  }
  if (whole === undefined && !isNeverNegative(alert)) return undefined;
  const range = 'the value is never negative';
  if ((is === 'below' && value <= 0) || (is === 'at-most' && value < 0)) return { message: 'never', range };
  if ((is === 'above' && value < 0) || (is === 'at-least' && value <= 0)) return { message: 'always', range };
  return undefined;
}
