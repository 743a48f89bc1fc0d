import { defineRule } from '../../rule.ts';

const severities: readonly RegExp[] = [
  /\b(?:P[1-5]|SEV-?[0-5])\b/,
  /^\W*(?:critical|warning|urgent|important|emergency|critique|urgence)\b\s*[:|\-–\])!]/i,
  /[[(](?:critical|crit|warning|warn|urgent|info|high|low|page)[\])]/i,
];

export default defineRule({
  id: 'name/no-severity',
  summary: 'The description holds no priority.',
  why: 'The priority changes, by an override in staging, by a policy at night, after a review; the word in the title stays and lies.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    severity:
      'The description says "{severity}". Remove it: the priority stands in "priority", and every vendor shows it.',
  },
  examples: {
    bad: [{ alert: 'description: "[CRITICAL] Card payments fail"' }, { alert: 'description: P1 card payments fail' }],
    good: [{ because: 'The word is part of the thing.', alert: 'description: Critical path of payments is slow' }],
  },
  visit: {
    alert(alert, context) {
      const severity = severities
        .map((pattern) => pattern.exec(alert.description)?.[0])
        .find((match) => match !== undefined);
      if (severity !== undefined) context.report({ message: 'severity', at: ['description'], data: { severity } });
    },
  },
});
