import { defineRule } from '../../rule.ts';

const decision =
  /\b(if|when|unless|otherwise|else|until|decide|choose|depending|whether|ask|call|tell|si|sinon|selon|quand|appeler|demander)\b/i;
const command = /^[\s*-]*(?:(?:run|execute|launch|type|then|and|lancer|exécuter|puis)\b[\s:]+)*`[^`]+`[.;]?$/i;

export default defineRule({
  id: 'runbook/automatable',
  summary: 'A runbook of a page holds at least one decision: what is only commands is done by a machine.',
  why: 'A person who is woken to copy three commands could have slept: the system can run them itself, and call only when they did not help.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    commands:
      'The resolution is {count} without a decision. Let a machine run it, and call somebody when it did not help.',
  },
  examples: {
    bad: [{ alert: 'runbook: { resolution: [Run `make drain`., "`make restart`"] }' }],
    good: [
      { alert: 'runbook: { resolution: [Run `make drain`., "If the backlog is still there, run `make restart`."] }' },
      {
        because: 'Reading the output takes a person.',
        alert: 'runbook: { resolution: [Run `make report` and find the slowest acquirer.] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      if (!alert.pages || !runbook || runbook.resolution.length === 0) return;
      if (
        !runbook.resolution.every((step) => command.test(step.trim()) && !decision.test(step.replace(/`[^`]*`/g, '')))
      )
        return;
      const at = runbook.from === undefined ? ['runbook', 'resolution'] : ['runbook'];
      const count = runbook.resolution.length === 1 ? 'one command' : `${runbook.resolution.length} commands`;
      context.report({ message: 'commands', at, data: { count } });
    },
  },
});
