import { describe, expect, test } from 'vitest';
import { findingLines, runTexts } from '../../support/tree.ts';
import { cleanTree, edited, type Files } from './judged.ts';

const application = 'payments/checkout-api.yaml';

/** Repeated, these make patterns that look back or try again take the square, or worse, of their length. */
const repeated = [
  '.', '-', ' ', 'a', '0', '@', '@a.', '@a-.', 'a@', 'a.', '0.0.', '1-', '+33 ', '{', '{{', '}', '${', '{{a', '`', '[', '](', '[a](https:',
  '<', '<a', '<!', '<https:', '#', '*', ',', ':', '=', 'key=', '/', '\\', 'https://', 'é', 'a b ', '(', '((a', 'a{',
]; // prettier-ignore

/** The longest text that is read, wherever an alert may say something. */
function filledWith(part: string, length: number): Files {
  const text = `${part.repeat(Math.ceil(length / part.length)).slice(0, length - 2)}x!`;
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return edited(
    edited(cleanTree, 'project.yaml', ['title: ${application} | ${squad} | ${description}', `title: ${quoted}`]),
    application,
    ["message: '{{value}} of card payments fail at {{group.acquirer}}'", `message: ${quoted}`],
    ['impact: Customers cannot pay by card at one acquirer.', `impact: ${quoted}`],
    ['trigger: More than 5% of card payments failed over 5 minutes.', `trigger: ${quoted}`],
    ['description: Card payments fail', `description: ${quoted}`],
    ['errors: sum:payments.card.errors{env:${dd}}.as_count()', `errors: ${quoted}`],
    ['query: service:checkout-api @event:login_refused env:${dd}', `query: ${quoted}`],
  );
}

describe('texts on which patterns are slow', () => {
  test('longer ones are refused before a pattern sees them', async () => {
    const lines = findingLines(await runTexts(filledWith('a', 10_001)));
    expect(lines.filter((line) => line.includes('error yaml/too-long'))).toHaveLength(7);
    expect(findingLines(await runTexts(filledWith('a', 9_000))).join('\n')).not.toContain('too-long');
  });

  // The time limit of the test is the proof: a pattern that tries again for each character would take minutes.
  test.each(repeated)('%j', { timeout: 60_000 }, async (part) => {
    const lines = findingLines(await runTexts(filledWith(part, 9_999)));
    expect(lines.join('\n')).not.toContain('too-long');
  });

  test('patterns for titles are matched in a time that grows with the text alone', async () => {
    const files = edited(cleanTree, 'payments/squad.yaml', [
      'routing:\n',
      `policies:\n  slow: { when: { title: '/(a+)+$/' }, set: { priority: P4 } }\n  stars: { when: { title: '${'*a'.repeat(200)}' }, set: { priority: P4 } }\nrouting:\n`,
    ]);
    const long = edited(files, application, ['description: Card payments fail', `description: ${'a'.repeat(200)}!`]);
    expect(findingLines(await runTexts(long)).join('\n')).not.toContain('too-long');
  });
});

describe('definitions that grow', () => {
  const template = (id: string, body: string): string => `apiVersion: alerts/v1\nkind: Template\nid: ${id}\n${body}`;

  test('templates that use each other end', async () => {
    const lines = findingLines(
      await runTexts({
        ...cleanTree,
        'a.yaml': template('a', 'use: [{ template: b }]\n'),
        'b.yaml': template('b', 'use: [{ template: a }]\n'),
        'c.yaml':
          'apiVersion: alerts/v1\nkind: Application\nid: looping\nsquad: payments\ntier: 4\ntypes: [worker]\nuse: [{ template: a }]\n',
      }),
    );
    expect(lines.join('\n')).toContain('template/cycle');
  });

  test('templates that multiply stop at a number', async () => {
    const uses = (level: number): string =>
      Array.from({ length: 6 }, (_, use) => `{ template: t${level + 1}, as: u${use} }`).join(', ');
    const levels = Array.from({ length: 7 }, (_, level): [string, string] => [
      `t${level}.yaml`,
      template(`t${level}`, level === 6 ? 'alerts: { one: { description: x } }\n' : `use: [${uses(level)}]\n`),
    ]);
    const lines = findingLines(
      await runTexts({
        ...cleanTree,
        ...Object.fromEntries(levels),
        'c.yaml':
          'apiVersion: alerts/v1\nkind: Application\nid: growing\nsquad: payments\ntier: 4\ntypes: [worker]\nuse: [{ template: t0 }]\n',
      }),
    );
    expect(lines.join('\n')).toContain('template/too-many');
  });
});
