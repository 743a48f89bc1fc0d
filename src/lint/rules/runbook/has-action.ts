import { defineRule } from '../../rule.ts';

/** What one does without changing anything, at the beginning of a sentence. */
const passive =
  /^(please |then |first |only |just |simply |and )?(observe|wait|monitor|watch|keep an eye|keep watching|be aware|note|see|look|check if it recovers|it (will|should) recover|this (will|should) recover|usually recovers|hope|pray|nothing|no action|ignore|acknowledge|ack|surveiller|attendre|observer|rien|ignorer|acquitter)\b/i;

export default defineRule({
  id: 'runbook/has-action',
  summary: 'At least one step of the runbook of a page does something.',
  why: 'If all that is to be done is to watch, nobody has to be woken for it: an alert without an action is a notification, and teaches people to ignore the pager.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    passive:
      'The runbook only says to watch or to wait. Add a step that changes something, or send the alert to a channel.',
  },
  examples: {
    bad: [
      { alert: 'runbook: { resolution: [Wait until the acquirer recovers.] }' },
      { alert: 'runbook: { resolution: [Watch the dashboard for ten minutes., Then acknowledge the alert.] }' },
    ],
    good: [
      { alert: 'runbook: { resolution: [Look at the queue and restart its consumer.] }' },
      { alert: 'runbook: { resolution: [Wait ten minutes. If it lasts run `make switch-acquirer`.] }' },
      { alert: 'runbook: { resolution: ["Watch the error rate; if it stays, switch the acquirer."] }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      if (!alert.pages || !runbook || runbook.resolution.length === 0) return;
      if (!runbook.resolution.every(isPassive)) return;
      const at = runbook.from === undefined ? ['runbook', 'resolution'] : ['runbook'];
      context.report({ message: 'passive', at });
    },
  },
});

/** Commands are actions, whatever stands before them; else each sentence and clause has to be passive. */
function isPassive(step: string): boolean {
  if (step.includes('`')) return false;
  const clauses = step.split(/[.;:!?,]\s+|\n|\b(?:and|then|or|et|puis|ou)\b/).filter((clause) => /\p{L}/u.test(clause));
  return clauses.every((clause) => passive.test(clause.trim()));
}
