import { defineRule } from '../../rule.ts';

const values: readonly RegExp[] = [
  /(?<![\w.])\d+(?:[.,]\d+)?\s?(?:%|percent\b|ms\b|[smhd]\b|secs?\b|seconds?\b|min\b|minutes?\b|hours?\b|days?\b|[KMGT]i?B\b)/,
  /(?:[<>≥≤]=?|\babove|\bbelow|\bover|\bunder|\bmore than|\bless than|\bfewer than|\bat least|\bat most)\s*\d+(?![\w-])/i,
  /\b\d{4}-\d{2}-\d{2}\b/,
  /\{\{\s*(?:value|threshold)\s*\}\}/,
];

export default defineRule({
  id: 'name/no-value',
  summary: 'The description holds no threshold, value or date.',
  why: 'The number in the title is wrong after the next tuning. A changing value in the title makes a new alert of every notification, so that nothing is grouped or deduplicated any more.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    value:
      'The description holds "{found}", which will be wrong after the next tuning. Name the symptom only; "{{value}}" and "{{threshold}}" belong in "message".',
  },
  examples: {
    bad: [
      { alert: 'description: More than 5% of card payments fail' },
      { alert: 'description: "Card payments fail ({{value}})"' },
    ],
    good: [
      { alert: 'description: Payments over 3DS fail' },
      { alert: 'description: Card payments fail' },
      { because: 'Names may hold digits.', alert: 'description: 3DS answers with HTTP 503' },
    ],
  },
  visit: {
    alert(alert, context) {
      const found = values.map((pattern) => pattern.exec(alert.description)?.[0]).find((match) => match !== undefined);
      if (found !== undefined) context.report({ message: 'value', at: ['description'], data: { found: found.trim() } });
    },
  },
});
