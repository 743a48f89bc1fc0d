import { defineRule } from '../../rule.ts';
import { asksForAction } from '../../support/importance.ts';

export default defineRule({
  id: 'runbook/expected-time',
  summary: 'The runbook of an alert that asks somebody to act says how long the resolution takes.',
  why: 'The theoretical time tells the person who is called when to ask for help, the escalation when to call the next one, and the report which runbooks do not keep what they promise.',
  presets: { recommended: 'error', strict: 'error', import: 'info' },
  messages: {
    missing: 'The runbook does not say how long the resolution takes. Add "expectedTime", such as 15m.',
    unreadable:
      'The runbook {file} says no expected time that can be read. Add the heading "Expected time" with a time such as 15m below it.',
  },
  examples: {
    bad: [
      { alert: 'runbook: { expectedTime: null }' },
      {
        alert: 'runbook: ./card-errors.md',
        files: {
          'payments/card-errors.md':
            '## Trigger\n\nPayments failed.\n\n## Resolution\n\n1. If a release is young, run `make rollback`.\n',
        },
      },
    ],
    good: [{ alert: 'runbook: { expectedTime: 20m }' }],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      if (!runbook || runbook.expectedTime !== undefined || !asksForAction(alert)) return;
      if (runbook.from === undefined) context.report({ message: 'missing', at: ['runbook', 'expectedTime'] });
      else context.report({ message: 'unreadable', at: ['runbook'], data: { file: runbook.from } });
    },
  },
});
