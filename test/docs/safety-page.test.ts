import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const rows = readFileSync('docs/safety.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|what somebody)/.test(line));

it('names a test for each thing that somebody may try', () => {
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.filter((row) => !/`test\/[^`]+`/.test(row))).toEqual([]);
});

it('names only tests that exist', () => {
  const named = [...rows.join('\n').matchAll(/`(test\/[^`]+)`/g)].map((match) => match[1] ?? '');
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});
