import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { child, toData, type MapNode, type YamlNode } from '../../../src/definitions/source/node.ts';
import { insertAlert, parseDocuments } from '../../../src/scaffold/edit/alerts-map.ts';
import { editList, replaceScalar, setField } from '../../../src/scaffold/edit/fields.ts';
import { applyAll, entryLines, reindent } from '../../../src/scaffold/edit/text.ts';
import { idFrom, quoted } from '../../../src/scaffold/yaml-text.ts';

const root = (text: string): MapNode => parseDocuments('x.yaml', text)[0] as MapNode;
const data = (text: string): unknown => JSON.parse(JSON.stringify(toData(root(text) as YamlNode)));

describe('texts as YAML', () => {
  it('reads back what was written', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(one));
    fc.assert(
      fc.property(text, (one) => {
        expect(data(`key: ${quoted(one)}\n`)).toEqual({ key: one });
      }),
      { seed: 7 },
    );
  });

  it.each([
    'true',
    'null',
    '12',
    '1e3',
    '- x',
    'a: b',
    'a #b',
    '#a',
    '{a}',
    '[a]',
    '*a',
    '&a',
    "it's",
    'a:',
    '~',
    '@x',
    '%x',
    '`x`',
    '5%',
    ' a',
  ])('keeps %j a text', (text) => expect(data(`key: ${quoted(text)}\n`)).toEqual({ key: text }));

  it('makes ids of names', () => {
    expect(idFrom('Élodie  Müller-Groß')).toBe('elodie-muller-gro');
    expect(idFrom('--')).toBeUndefined();
  });
});

describe('fields', () => {
  it.each([
    ['a: 1\n', 'b: 2\na: 1\n'],
    ['# over a\na: 1\n', 'b: 2\n# over a\na: 1\n'],
    ['a: 1\nb: 3 # why\n', 'a: 1\nb: 2 # why\n'],
    ['b:\n  - x\n  - z\n# behind\nc: 1\n', 'b: 2\n# behind\nc: 1\n'],
    ['b: [x,\n  z]\nc: 1\n', 'b: 2\nc: 1\n'],
    ['b:\nc: 1\n', 'b: 2\nc: 1\n'],
    ['{ a: 1 }\n', '{ b: 2, a: 1 }\n'],
    ['a: 1', 'b: 2\na: 1'],
    ['a: 1\r\nc: 2\r\n', 'b: 2\r\na: 1\r\nc: 2\r\n'],
  ])('sets b in %j', (before, after) => {
    expect(applyAll(before, [setField(root(before), 'b', '2')])).toBe(after);
  });

  it.each([
    ['a: 1\n', 'l: [n]\na: 1\n'],
    ['l: [x]\n', 'l: [x, n]\n'],
    ['l: [] # none\n', 'l: [n] # none\n'],
    ['l:\n  - x # first\n# c\na: 1\n', 'l:\n  - x # first\n  - n\n# c\na: 1\n'],
    ['l:\n- x\na: 1\n', 'l:\n- x\n- n\na: 1\n'],
    ['l:\n  - x', 'l:\n  - x\n  - n\n'],
    ['l:\n  - drop\n', 'l: [n]\n'],
    ['l: [drop]\n', 'l: [n]\n'],
    ['l: [x, n]\n', 'l: [x, n]\n'],
  ])('adds to the list in %j', (before, after) => {
    const edit = editList(root(before), 'l', { add: ['n'], drop: ['drop'] });
    expect(applyAll(before, edit ? [edit] : [])).toBe(after);
  });

  it('removes a list that becomes empty', () => {
    const before = 'a: 1\nl: [x]\nb: 2\n';
    const edit = editList(root(before), 'l', { drop: ['x'] });
    expect(applyAll(before, edit ? [edit] : [])).toBe('a: 1\nb: 2\n');
  });

  it('keeps the quotes of a text', () => {
    const before = `a: "old" # x\nb: 'old'\nc: old\n`;
    const edits = ['a', 'b', 'c'].map((key) => replaceScalar(child(root(before), key) as YamlNode, 'new'));
    expect(applyAll(before, edits)).toBe(`a: "new" # x\nb: 'new'\nc: new\n`);
  });
});

describe('alerts', () => {
  const block = 'n:\n  x: 1\n';

  it.each([
    ['id: a\n', 'id: a\nalerts:\n  n:\n    x: 1\n'],
    ['id: a', 'id: a\nalerts:\n  n:\n    x: 1\n'],
    ['id: a\nalerts: {}\n', 'id: a\nalerts:\n  n:\n    x: 1\n'],
    ['id: a\nalerts:\nzone: x\n', 'id: a\nalerts:\n  n:\n    x: 1\nzone: x\n'],
    [
      'alerts:\n    m:\n        y: 1\n# end\nid: a\n',
      'alerts:\n    m:\n        y: 1\n    n:\n      x: 1\n# end\nid: a\n',
    ],
    ['alerts:\n  m: { y: [1] }\n', 'alerts:\n  m: { y: [1] }\n  n:\n    x: 1\n'],
    ['alerts:\n  k:\n    y: 1\n\n  m:\n    y: 1\n', 'alerts:\n  k:\n    y: 1\n\n  m:\n    y: 1\n\n  n:\n    x: 1\n'],
    [
      'alerts:\n  m:\n    t: |\n      text\n\n---\nid: b\n',
      'alerts:\n  m:\n    t: |\n      text\n  n:\n    x: 1\n\n---\nid: b\n',
    ],
    ['alerts:\r\n  m:\r\n    y: 1\r\n', 'alerts:\r\n  m:\r\n    y: 1\r\n  n:\r\n    x: 1\r\n'],
  ])('are added to %j', (before, after) => {
    expect(applyAll(before, [insertAlert(root(before), block)])).toBe(after);
    expect((data(after) as { alerts: object }).alerts).toHaveProperty('n', { x: 1 });
  });

  it('are refused where they stand in braces', () => {
    expect(() => insertAlert(root('alerts: { m: { y: 1 } }\n'), block)).toThrow('braces');
  });

  it('take their comments along', () => {
    const text = 'a:\n  # of k\n  k: 1\n  # of m\n  m:\n    y: 1\n    # inside\n\n  # of n\n  n: 1\n';
    const map = child(root(text), 'a') as MapNode;
    const range = entryLines(map, 'm') ?? { start: 0, end: 0 };
    expect(text.slice(range.start, range.end)).toBe('  # of m\n  m:\n    y: 1\n    # inside\n');
  });

  it('keep their block texts when they are indented anew', () => {
    const text = '  m:\n    t: |\n      one\n       two\n\n      three\n';
    for (const indent of [0, 1, 4, 7]) expect(data(`${reindent(text, indent)}`)).toEqual(data(text));
  });
});
