import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { decode } from '../../../src/definitions/source/decode.ts';
import { toData, type YamlNode } from '../../../src/definitions/source/node.ts';
import { parseYaml } from '../../../src/definitions/source/parse-yaml.ts';

function parse(text: string): ReturnType<typeof parseYaml> {
  return parseYaml(decode('a.yaml', Buffer.from(text)).file);
}

const scalar = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('yes', 'no', '0x1F', '1e3', '~', 'null', '09:00', '- a', 'a: b', '#x', '${x}', '%a', '@b'),
);
const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__' && text !== '<<');
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: false }),
  ),
})).node;

describe('parseYaml', () => {
  it('reads the same data as an independent parser, in block and flow style', () => {
    fc.assert(
      fc.property(value, fc.constantFrom<'any' | 'block' | 'flow'>('any', 'block', 'flow'), (data, collectionStyle) => {
        const text = stringify(data, { collectionStyle, aliasDuplicateObjects: false });
        const oracle = parseAllDocuments(text, { version: '1.2', schema: 'core' });
        const documents = Array.isArray(oracle) ? oracle : [];
        fc.pre(
          documents.every((document) => document.errors.length === 0) &&
            decode('a', Buffer.from(text)).problem === undefined,
        );
        const result = parse(text);
        const wanted = documents.map((document) => document.toJS() as unknown).filter((one) => one !== null);
        const outOfRange = result.problems.every(
          (problem) => problem.rule === 'yaml/number' || problem.rule === 'yaml/duplicate-key',
        );
        expect(outOfRange).toBe(true);
        if (result.problems.length === 0)
          expect(JSON.parse(JSON.stringify(result.documents.map(toData)))).toEqual(JSON.parse(JSON.stringify(wanted)));
      }),
      { numRuns: 500 },
    );
  });

  it('points at the text of every plain scalar', () => {
    const { documents } = parse('a: one\nb:\n  - two\n  - { c: three }\nd: "four"\n');
    const spans: string[] = [];
    const visit = (node: YamlNode): void => {
      if (node.kind === 'scalar') spans.push(node.file.text.slice(node.start, node.end));
      else if (node.kind === 'list') node.items.forEach(visit);
      else for (const entry of node.entries.values()) visit(entry.value);
    };
    documents.forEach(visit);
    expect(spans).toEqual(['one', 'two', 'three', '"four"']);
  });

  it.each([
    ['a: 1\na: 2\n', 'yaml/duplicate-key', 5],
    ['__proto__: 1\n', 'yaml/key', 0],
    ['? [x]\n: y\n', 'yaml/key', 2],
    ['<<: { a: 1 }\n', 'yaml/merge-key', 0],
    ['a: !js/function x\n', 'yaml/tag', 3],
    ['a: *nowhere\n', 'yaml/alias', 3],
    ['a: &x [1]\nb: &y [*x]\n', 'yaml/alias', 17],
    ['a: 99999999999999999999\n', 'yaml/number', 3],
    ['a: .inf\n', 'yaml/number', 3],
    ['a:\n\t- x\n', 'yaml/syntax', 3],
  ])('%j is one problem: %s', (text, rule, start) => {
    expect(parse(text).problems).toMatchObject([{ rule, start }]);
  });

  it('refuses exploding anchors and endless nesting without following them', () => {
    const wide = `a: &a [${'x,'.repeat(2000)}x]\n${Array.from({ length: 20 }, (_, index) => `k${index}: *a`).join('\n')}\n`;
    expect(parse(wide).problems[0]).toMatchObject({ rule: 'yaml/alias' });
    const laughs = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n`;
    expect(parse(laughs).problems.every((problem) => problem.rule === 'yaml/alias')).toBe(true);
    expect(parse('['.repeat(100_000)).problems).toMatchObject([{ rule: 'yaml/syntax' }]);
  });

  it('reads plain reuse, CRLF, several documents and a byte order mark', () => {
    const { file, problem } = decode('a', Buffer.from('\ufeffa: &x [1]\r\nb: *x\r\n---\r\nc: 2\r\n'));
    expect(problem).toBeUndefined();
    expect(parseYaml(file).documents.map((node) => JSON.parse(JSON.stringify(toData(node))) as unknown)).toEqual([
      { a: [1], b: [1] },
      { c: 2 },
    ]);
  });
});

describe('decode', () => {
  it.each([
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 'yaml/encoding'],
    ['UTF-16 without mark', Buffer.from('a: 1', 'utf16le'), 'yaml/encoding'],
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe]), 'yaml/encoding'],
    ['Latin-1', Buffer.from('a: caf\xe9', 'latin1'), 'yaml/encoding'],
    ['NUL', Buffer.from('a: x\0y'), 'yaml/forbidden-character'],
    ['escape', Buffer.from('a: \x1b[31m'), 'yaml/forbidden-character'],
    ['bidirectional override', Buffer.from('a: \u202eabc'), 'yaml/forbidden-character'],
  ])('refuses %s', (_, bytes, rule) => {
    expect(decode('a', bytes).problem?.rule).toBe(rule);
  });
});
