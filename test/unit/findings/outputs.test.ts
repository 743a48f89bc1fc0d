import { describe, expect, test } from 'vitest';
import { FormatError, formatNames, loadFormat, parseOutputs } from '../../../src/findings/formats/index.ts';

describe('parseOutputs', () => {
  test.each([
    [[], []],
    [['text'], [{ format: 'text' }]],
    [
      ['text', 'sarif=out/a.sarif'],
      [{ format: 'text' }, { format: 'sarif', file: 'out/a.sarif' }],
    ],
    [['json=a=b.json'], [{ format: 'json', file: 'a=b.json' }]],
    [
      ['json=a.json', 'json=b.json'],
      [
        { format: 'json', file: 'a.json' },
        { format: 'json', file: 'b.json' },
      ],
    ],
  ])('%j', (values, expected) => expect(parseOutputs(values)).toEqual(expected));

  test.each([
    [['jsn'], 'there is no format "jsn". Did you mean "json"? Formats: text, json,'],
    [['SARIF'], 'Did you mean "sarif"?'],
    [['spreadsheet'], 'there is no format "spreadsheet". Formats:'],
    [[''], 'there is no format "". Formats:'],
    [['\x1b[2J'], 'there is no format "\\x1b[2J"'],
    [['json='], '--format json= names no file. Write --format json=FILE.'],
    [['text', 'json'], 'text and json cannot both go to standard output. Give one a file: --format json=FILE.'],
    [['text', 'text'], 'text and text cannot both go to standard output'],
    [['json=a', 'junit=./a'], 'json and junit cannot both go to ./a. Give one another file.'],
  ])('%j is refused', (values, message) => {
    expect(() => parseOutputs(values)).toThrow(FormatError);
    expect(() => parseOutputs(values)).toThrow(message);
  });

  test('knows what a command can write', () => {
    expect(parseOutputs(['json'], ['text', 'json'])).toEqual([{ format: 'json' }]);
    expect(() => parseOutputs(['sarif'], ['text', 'json'])).toThrow('Formats: text, json.');
  });
});

test.each([...formatNames])('%s can be loaded and says what it is', async (name) => {
  const format = await loadFormat(name);
  expect(format.name).toBe(name);
  expect(format.summary).toMatch(/^\S.*[^.]$/);
});
