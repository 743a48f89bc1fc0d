import { defineRule } from '../../rule.ts';
import { casesOf, seriesOf, type TestCase } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

export default defineRule({
  id: 'test/nodata',
  summary: 'The test of an alert shows what happens without data.',
  why: 'Telemetry stops more often than the service does. What the alert does then is a decision, and without a case it is a guess.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    missing:
      'No case shows what the alert does when data are missing: add one with gaps ("_ x20") and say what is expected.',
  },
  examples: {
    bad: [{ files: alertTest(`${testCases.firing}\n${testCases.quiet}`) }],
    good: [{ files: alertTest() }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      const cases = casesOf(document).filter(({ input }) => 'metrics' in input || 'value' in input);
      if (cases.length > 0 && !cases.some(hasGaps)) context.report({ message: 'missing', at: ['cases'], key: true });
    },
  },
});

function hasGaps(one: TestCase): boolean {
  return (
    seriesOf(one).some((series) => /(^|,)\s*_/.test(series)) || one.expect.some(({ state }) => state === 'no-data')
  );
}
