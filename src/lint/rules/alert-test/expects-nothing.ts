import { defineRule } from '../../rule.ts';
import { casesOf } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

const { firing, quiet } = testCases;

export default defineRule({
  id: 'alert-test/expects-nothing',
  summary: 'Every case of a test expects something.',
  why: 'A case without an expectation is green whatever the alert does, and counts as a proof in every report.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    empty: 'The case "{name}" passes whatever happens: say what it proves with "expect", "never" or "notifications".',
  },
  examples: {
    bad: [
      {
        files: alertTest(
          `${firing}\n${quiet}\n  - name: nothing\n    input: { metrics: { errors: "0 x5", requests: "500 x5" } }`,
        ),
      },
    ],
    good: [{ files: alertTest() }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      for (const { name, path, expect, never, notifications } of casesOf(document))
        if (expect.length === 0 && never.length === 0 && !notifications)
          context.report({ message: 'empty', at: [...path, 'name'], data: { name } });
    },
  },
});
