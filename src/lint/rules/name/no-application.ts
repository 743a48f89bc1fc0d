import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'name/no-application',
  summary: 'The description does not begin with the application or the squad, which the title names already.',
  why: 'The title becomes "checkout-api | payments | checkout-api: card payments fail", and on a phone the end of it is cut off.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    repeated: 'The description begins with "{name}", which the title names already. Begin with the symptom.',
  },
  examples: {
    bad: [
      { alert: 'description: "checkout-api: card payments fail"' },
      { alert: 'description: "[payments] Card payments fail"' },
    ],
    good: [
      { alert: 'description: Card payments fail' },
      { because: 'It is the subject of the sentence.', alert: 'description: checkout-api runs with too few pods' },
    ],
  },
  visit: {
    alert(alert, context) {
      const pattern = String(context.project.data['title'] ?? '${application} ${squad}');
      const description = alert.description.toLowerCase();
      for (const [variable, name] of [
        ['application', alert.application],
        ['squad', alert.squad],
      ] as const) {
        if (!pattern.includes(`\${${variable}}`) || !isPrefix(name, description)) continue;
        context.report({ message: 'repeated', at: ['description'], data: { name } });
      }
    },
  },
});

function isPrefix(name: string, description: string): boolean {
  if (description.startsWith(`[${name}]`) || description.startsWith(`(${name})`)) return true;
  return description.startsWith(name) && /^\s*[:|]|^\s+[-–]/.test(description.slice(name.length));
}
