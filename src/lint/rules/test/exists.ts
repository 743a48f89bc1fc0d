import { defineRule } from '../../rule.ts';
import { casesOf, fires, staysQuiet } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

const { firing, quiet } = testCases;

export default defineRule({
  id: 'test/exists',
  summary: 'The test of an alert has a case that fires and a case that stays quiet.',
  why: 'An alert that always fires passes every test that only asks whether it fires, and one that never fires passes the others. Only both together say that it tells good from bad.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    firing: 'No case of this test expects the alert to fire: add one with an outage and "state: alert".',
    quiet: 'No case of this test expects the alert to stay quiet: add one with a harmless blip and "never: [alert]".',
  },
  examples: {
    bad: [{ files: alertTest(firing) }, { files: alertTest(quiet) }],
    good: [{ files: alertTest(`${firing}\n${quiet}`) }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      const cases = casesOf(document);
      if (!cases.some(fires)) context.report({ message: 'firing', at: ['cases'], key: true });
      if (!cases.some(staysQuiet)) context.report({ message: 'quiet', at: ['cases'], key: true });
    },
  },
});
