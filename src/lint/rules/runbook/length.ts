import { defineRule } from '../../rule.ts';

const mostSteps = 12;

export default defineRule({
  id: 'runbook/length',
  summary: `The resolution of a page has at most ${mostSteps} steps.`,
  why: 'Nobody follows thirty steps at night without a slip. A long procedure is a script that was not written yet, or several alerts in one.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    long: `The resolution has {count} steps (${mostSteps} at most). Put what needs no decision into a script, or split the alert by cause.`,
  },
  examples: {
    bad: [
      {
        alert: `runbook: { resolution: [${Array.from({ length: 13 }, (_, index) => `Repair node ${index} with \`make repair\` if it is down`).join(', ')}] }`,
      },
    ],
    good: [{ alert: 'runbook: { resolution: [Run `make rollback` if a release is younger than an hour.] }' }],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      const count = runbook?.resolution.length ?? 0;
      if (!alert.pages || count <= mostSteps) return;
      const at = runbook?.from === undefined ? ['runbook', 'resolution'] : ['runbook'];
      context.report({ message: 'long', at, data: { count } });
    },
  },
});
