import { defineRule } from '../../rule.ts';
import { runbookTexts } from '../../support/alert-texts.ts';
import { membersOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'runbook/no-person-name',
  summary: 'A runbook names duties and squads, not people.',
  why: 'The colleague who "knows how" is asleep, on holiday, or has left. Whoever is on call is found by the schedule, and what only one person knows belongs into the steps.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    person: 'The runbook names {name}. Name the duty ("the on-call of {squad}") or write down what they know.',
  },
  examples: {
    bad: [{ alert: 'runbook: { resolution: [Call Ana Moreau; she restarts the gateway.] }' }],
    good: [
      {
        alert:
          'runbook: { resolution: [Restart the gateway with `make restart`; if it stays down call the on-call of platform.] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const squad = context.squad;
      if (!alert.runbook || !squad) return;
      const names = membersOf(squad).flatMap((id) => {
        const { name, email } = context.find('Person', id)?.data ?? {};
        return [name, email].filter((text): text is string => typeof text === 'string' && /[\s@]/.test(text));
      });
      for (const { text, path } of runbookTexts(alert)) {
        const lower = text.toLowerCase();
        const name = names.find((one) => lower.includes(one.toLowerCase()));
        if (name !== undefined) context.report({ message: 'person', at: path, data: { name, squad: squad.id } });
      }
    },
  },
});
