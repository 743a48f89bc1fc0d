import { defineRule } from '../../rule.ts';

const longest = 280;

export default defineRule({
  id: 'message/length',
  summary: `A message has at most ${longest} characters.`,
  why: 'Text messages and locked screens show the first lines, and a voice call reads all of it aloud. What is not needed in the first ten seconds belongs into the runbook.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    long: `The message has {length} characters (${longest} at most). Keep the measured fact, and move the rest to "impact" or the runbook.`,
  },
  examples: {
    bad: [{ alert: `message: ${'Card payments fail at the acquirer, and this has been so before. '.repeat(5)}` }],
    good: [{ alert: 'message: "{{value}} of card payments fail at {{group.acquirer}}"' }],
  },
  visit: {
    alert(alert, context) {
      const length = [...(alert.message ?? '')].length;
      if (length > longest) context.report({ message: 'long', at: ['message'], data: { length } });
    },
  },
});
