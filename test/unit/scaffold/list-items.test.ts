import { describe, expect, it } from 'vitest';
import type { YamlNode } from '../../../src/definitions/source/node.ts';
import { parseDocuments } from '../../../src/scaffold/edit/alerts-map.ts';
import { appendMapping } from '../../../src/scaffold/edit/list-items.ts';
import { applyAll } from '../../../src/scaffold/edit/text.ts';

const fields = [
  ['schedule', 'oncall'],
  ['person', 'bo'],
] as const;

function appended(text: string): string {
  return applyAll(text, [appendMapping(parseDocuments('a.yaml', text)[0] as YamlNode, 'overrides', fields)]);
}

describe('a mapping is added to a list in the style of the last one', () => {
  it.each([
    [
      'in braces',
      'overrides:\n  # swaps\n  - { schedule: run, person: cy } # until March\n\nmembers: [bo]\n',
      'overrides:\n  # swaps\n  - { schedule: run, person: cy } # until March\n  - { schedule: oncall, person: bo }\n\nmembers: [bo]\n',
    ],
    [
      'as a block',
      'overrides:\n  - schedule: run\n    person: cy\n    # last\nmembers: [bo]\n',
      'overrides:\n  - schedule: run\n    person: cy\n  - schedule: oncall\n    person: bo\n    # last\nmembers: [bo]\n',
    ],
    [
      'without indentation',
      'overrides:\n- schedule: run\n  person: cy\nmembers: [bo]\n',
      'overrides:\n- schedule: run\n  person: cy\n- schedule: oncall\n  person: bo\nmembers: [bo]\n',
    ],
    [
      'on one line',
      'overrides: [{ schedule: run, person: cy }]\nmembers: [bo]\n',
      'overrides: [{ schedule: run, person: cy }, { schedule: oncall, person: bo }]\nmembers: [bo]\n',
    ],
    ['an empty list', 'overrides: []\na: 1\n', 'overrides:\n  - schedule: oncall\n    person: bo\na: 1\n'],
    ['no value', 'overrides:\na: 1\n', 'overrides:\n  - schedule: oncall\n    person: bo\na: 1\n'],
    ['no list', 'a: 1 # end\n', 'a: 1 # end\noverrides:\n  - schedule: oncall\n    person: bo\n'],
    ['no line break at the end', 'a: 1', 'a: 1\noverrides:\n  - schedule: oncall\n    person: bo\n'],
    ['Windows', 'a: 1\r\n', 'a: 1\r\noverrides:\r\n  - schedule: oncall\r\n    person: bo\r\n'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'a: 1\noverrides:\n  - schedule: oncall\n    person: bo\n---\nb: 2\n'],
  ])('%s', (_what, before, after) => {
    expect(appended(before)).toBe(after);
  });

  it('not in a document in braces', () => {
    expect(() => appended('{ a: 1 }\n')).toThrow('written in braces');
  });
});
