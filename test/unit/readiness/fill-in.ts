/** What a person writes into the empty fields of a scaffolded alert. */
const answers: Readonly<Record<string, string>> = {
  description: 'Something is wrong',
  impact: 'Customers notice.',
  priority: 'P2',
};

const measured = `
      datadog:
        metric:
          queries: { left: 'avg:things.left{env:\${dd}}' }
          formula: left
          unit: count
    condition: { is: below, critical: 2, over: 1h, noData: notify }`;

function burning(id: string): string {
  const windows = id.includes('slow') ? '{ burn: 6, long: 6h, short: 30m }' : '{ burn: 14.4, long: 1h, short: 5m }';
  return `
      slo: checkout-available
    condition: ${windows}`;
}

/** The application's text with the alert `id`, as the scaffold left it, filled in. */
export function filledIn(text: string, id: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(`  ${id}:`);
  const length = lines.slice(start + 1).findIndex((line) => /^ {0,3}\S/.test(line));
  const end = length < 0 ? lines.length : start + 1 + length;
  const entry = lines.slice(start, end).map((line) => filledLine(line, id));
  return [...lines.slice(0, start), ...entry, ...lines.slice(end)].join('\n');
}

function filledLine(line: string, id: string): string {
  const [, key = ''] = /^ {4}([a-z]+):( #.*)?$/.exec(line) ?? [];
  if (key === 'source') return `    source:${id.includes('burn') ? burning(id) : measured}`;
  return answers[key] === undefined ? line : `    ${key}: ${answers[key]}`;
}
