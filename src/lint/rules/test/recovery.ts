import { defineRule } from '../../rule.ts';
import { casesOf, fires, type TestCase } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

const endless = testCases.firing.replace(', { by: 40m, state: ok, recovery: true }', '');

export default defineRule({
  id: 'test/recovery',
  summary: 'The test of an alert shows that it recovers.',
  why: 'An alert that does not close keeps paging after the repair, and hides the next outage behind the old one.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    missing:
      'No case shows that the alert recovers: after the outage let the values heal, and expect "state: ok" by a time.',
  },
  examples: {
    bad: [{ files: alertTest(`${endless}\n${testCases.quiet}`) }],
    good: [{ files: alertTest() }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      const firing = casesOf(document).filter(fires);
      if (firing.length > 0 && !firing.some(recovers)) context.report({ message: 'missing', at: ['cases'], key: true });
    },
  },
});

/** Whether `ok` is expected after `alert`, or a recovery is. */
function recovers({ expect }: TestCase): boolean {
  const fired = expect.findIndex(({ state }) => state === 'alert' || state === 'no-data');
  return expect.some(({ state, recovery }, index) => recovery === true || (index > fired && state === 'ok'));
}
