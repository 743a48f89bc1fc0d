import { formatDuration, parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { casesOf, lengthOf, seriesOf } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

const { firing, quiet } = testCases;

export default defineRule({
  id: 'alert-test/beyond-input',
  summary: 'A test expects nothing after its input has ended.',
  why: 'Where the series ends there are no data, and the case tests what the alert does without them instead of what its name says.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    beyond:
      'The input of this case ends after {end}, but something is expected at {time}: give more values, or expect it earlier.',
  },
  examples: {
    bad: [{ files: alertTest(`${firing.replace('by: 40m', 'by: 2h')}\n${quiet}`) }],
    good: [{ files: alertTest() }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      const step = parseDuration((document.data['clock'] as { step?: unknown }).step) ?? 60;
      for (const one of casesOf(document)) {
        const longest = Math.max(0, ...seriesOf(one).map(lengthOf)) * step;
        if (longest === 0) continue;
        one.expect.forEach((expectation, index) => {
          for (const key of ['at', 'by', 'to'] as const) {
            const time = expectation[key];
            if (time === undefined || (parseDuration(time) ?? 0) <= longest) continue;
            context.report({
              message: 'beyond',
              at: [...one.path, 'expect', index, key],
              data: { end: formatDuration(longest), time },
            });
          }
        });
      }
    },
  },
});
