import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'runbook/trigger-differs-from-description',
  summary: 'The trigger says more than the description.',
  why: 'The reader knows the title already. What they need from the trigger is what was measured, over how long, and what is not covered.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    same: 'The trigger of the runbook only repeats the {field}. Say what was measured, and from when on it fires.',
  },
  examples: {
    bad: [{ alert: 'runbook: { trigger: Card payments fail. }' }],
    good: [{ alert: 'runbook: { trigger: More than 5% of card payments failed over five minutes. }' }],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      const trigger = normalised(runbook?.trigger);
      if (!runbook || trigger === '') return;
      const at = runbook.from === undefined ? ['runbook', 'trigger'] : ['runbook'];
      for (const field of ['description', 'title', 'impact'] as const) {
        if (trigger === normalised(alert[field])) return context.report({ message: 'same', at, data: { field } });
      }
    },
  },
});

function normalised(text: string | undefined): string {
  return (text ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
