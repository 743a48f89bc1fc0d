import { defineRule } from '../../rule.ts';

const environments = 'prod|production|preprod|pre-production|staging|stg|stage|uat|qa|dev|sandbox';
const patterns: readonly RegExp[] = [
  new RegExp(`[[(](?:${environments})[\\])]`, 'i'),
  new RegExp(`\\b(?:in|on) (?:${environments})$`, 'i'),
  new RegExp(`^(?:${environments})\\s*[:|-]`, 'i'),
  /\b(?:preprod|stg|uat)\b/i,
];

export default defineRule({
  id: 'name/no-environment',
  summary: 'The description names no environment.',
  why: 'The environment is appended to the title by rule. Written by hand, it stands there twice, and lies in every other environment in which the alert exists.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    environment:
      'The description names the environment "{environment}". Remove it: it is appended to the title where it matters.',
  },
  examples: {
    bad: [
      { alert: 'description: Card payments fail in production' },
      { alert: 'description: "[prod] Card payments fail"' },
    ],
    good: [
      { alert: 'description: Card payments fail' },
      { because: 'The word has another meaning.', alert: 'description: Production line reports no parts' },
    ],
  },
  visit: {
    alert(alert, context) {
      const environment = patterns
        .map((pattern) => pattern.exec(alert.description)?.[0])
        .find((match) => match !== undefined);
      if (environment !== undefined)
        context.report({ message: 'environment', at: ['description'], data: { environment } });
    },
  },
});
