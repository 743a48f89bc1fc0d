import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const schema = JSON.parse(readFileSync(path.join(root, 'schemas/reports/oncall.schema.json'), 'utf8')) as object;
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** Every JSON answer that the recorded command lines printed. */
function answers(name: string): unknown[] {
  const transcript = readFileSync(path.join(root, 'test/e2e/oncall', name, 'expected.txt'), 'utf8');
  return [...transcript.matchAll(/^--- stdout\n(\{\n[\s\S]*?^\}\n)/gm)].map(
    ([, json]) => JSON.parse(json ?? '') as unknown,
  );
}

it.each(['at', 'range', 'check', 'override'])('what the cases of "%s" print is what the schema says', (name) => {
  const printed = answers(name);
  expect(printed.length).toBeGreaterThan(0);
  for (const answer of printed) expect(validate(answer) || validate.errors).toBe(true);
});
