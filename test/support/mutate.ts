import fc from 'fast-check';

/** One change of a text the way keyboards, merges and attackers make them. */
export type Mutation = (text: string) => string;

const nasty = [
  '\t',
  '\0',
  '\u202e',
  '\u2028',
  '"',
  "'",
  '{',
  '[',
  '}',
  ']',
  ':',
  ': ',
  '- ',
  '#',
  '&a ',
  '*a',
  '!x ',
  '|',
  '>',
  '%',
  '@',
  '`',
  '<<: ',
  '? ',
  '---\n',
  '...\n',
  '${',
  '}',
  '__proto__: ',
  '\r\n',
  '\ufeff',
  '9'.repeat(400),
  '[['.repeat(40),
  'null',
  '~',
  '1e999',
  '0x',
  '\u0085',
  '💥',
  '{{#is_alert}}',
  '../../',
];

/** An arbitrary mutation: insert, delete, duplicate or swap lines or characters, at a place given as a share of the text. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      what: fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 5, unit: 'binary' })),
    })
    .map(
      ({ at, what }): Mutation =>
        (text) =>
          splice(text, at, 0, what),
    ),
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 1, max: 200 }) }).map(
    ({ at, length }): Mutation =>
      (text) =>
        splice(text, at, length, ''),
  ),
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }) }).map(
    ({ at }): Mutation =>
      (text) =>
        line(text, at, (one) => [one, one]),
  ),
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }) }).map(
    ({ at }): Mutation =>
      (text) =>
        line(text, at, () => []),
  ),
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), by: fc.integer({ min: -4, max: 4 }) }).map(
    ({ at, by }): Mutation =>
      (text) =>
        line(text, at, (one) => [by >= 0 ? ' '.repeat(by) + one : one.slice(-by)]),
  ),
  fc
    .record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.constantFrom(
        '',
        ' []',
        ' {}',
        ' 0',
        ' -1',
        ' true',
        ' null',
        ' "x"',
        ' [1, {a: b}]',
        ' {a: {b: {c: []}}}',
        ' 2026-02-30',
        ' *nope',
      ),
    })
    .map(
      ({ at, value }): Mutation =>
        (text) =>
          line(text, at, (one) => [one.replace(/:.*$/, `:${value}`)]),
    ),
);

function splice(text: string, at: number, remove: number, insert: string): string {
  const index = Math.floor(at * text.length);
  return text.slice(0, index) + insert + text.slice(index + remove);
}

function line(text: string, at: number, change: (line: string) => string[]): string {
  const lines = text.split('\n');
  const index = Math.min(lines.length - 1, Math.floor(at * lines.length));
  lines.splice(index, 1, ...change(lines[index] ?? ''));
  return lines.join('\n');
}
