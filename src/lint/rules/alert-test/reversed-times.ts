import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { casesOf } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

const during = (from: string, to: string): Record<string, string> =>
  alertTest(`${testCases.firing}\n${testCases.quiet}\n    expect: [{ from: ${from}, to: ${to}, state: ok }]`);

export default defineRule({
  id: 'alert-test/reversed-times',
  summary: 'A span of time in a test ends after it begins.',
  why: 'An expectation over an empty span is never checked, and green.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    reversed: 'The span from {from} to {to} is empty, so nothing is checked: swap the two.',
  },
  examples: {
    bad: [{ files: during('20m', '10m') }],
    good: [{ files: during('10m', '20m') }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      for (const one of casesOf(document)) {
        one.expect.forEach(({ from, to }, index) => {
          if (from === undefined || to === undefined || (parseDuration(from) ?? 0) < (parseDuration(to) ?? 0)) return;
          context.report({ message: 'reversed', at: [...one.path, 'expect', index, 'to'], data: { from, to } });
        });
      }
    },
  },
});
