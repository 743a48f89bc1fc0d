import { defineRule } from '../../rule.ts';

const longestTitle = 100;
const longestDescription = 60;

export default defineRule({
  id: 'name/length',
  summary: `A description is at most ${longestDescription} characters long, a title without its groups at most ${longestTitle}.`,
  why: 'Phones, watches and the voice of an on-call backend cut titles. What was cut off is usually what matters: the end.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    description: `The description has {length} characters, ${longestDescription} fit on a phone. Keep the symptom, and move the rest to "impact" or "message".`,
    title: `The title "{title}" has {length} characters, ${longestTitle} fit on a phone. Shorten the description.`,
  },
  examples: {
    bad: [{ alert: 'description: Card payments at one or several of our acquirers fail with errors' }],
    good: [{ alert: 'description: Card payments fail' }],
  },
  visit: {
    alert(alert, context) {
      const length = visibleLength(alert.description);
      if (length > longestDescription)
        return context.report({ message: 'description', at: ['description'], data: { length } });
      const title = alert.title.split(' | {{group.')[0] ?? alert.title;
      if (visibleLength(title) <= longestTitle || title.endsWith(`[${alert.environment}]`)) return;
      context.report({ message: 'title', at: ['description'], data: { title, length: visibleLength(title) } });
    },
  },
});

/** A placeholder stands for a short value. */
function visibleLength(text: string): number {
  return [...text.replace(/\{\{[^{}]*\}\}/g, 'xxxxxxxx')].length;
}
