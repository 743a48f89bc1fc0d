import { appendFileSync, mkdtempSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Journal, readJournal } from '../../../src/engine/journal/journal.ts';

const mutation = { kind: 'create', urn: 'urn:pulumi:s::p::t:i:T::name', type: 't:i:T' } as const;

function file(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'journal-')), 'journal', 'unit.jsonl');
}

test('an intent is on disk when it is given its number', async () => {
  const at = file();
  const journal = await Journal.open(at);
  await journal.intend(mutation);
  expect(await readJournal(at)).toMatchObject([{ kind: 'create', urn: mutation.urn, answered: false }]);
  await journal.close();
});

test('an answer brings the id; a refusal takes the intent back', async () => {
  const at = file();
  const journal = await Journal.open(at);
  const [one, two] = [await journal.intend(mutation), await journal.intend(mutation)];
  await journal.answered(one, '17');
  await journal.refused(two);
  expect(await readJournal(at)).toMatchObject([{ id: '17', answered: true }]);
  await journal.close();
});

test('a later run numbers on, so that answers meet their intents', async () => {
  const at = file();
  const first = await Journal.open(at);
  await first.intend(mutation);
  await first.close();
  const second = await Journal.open(at);
  await second.answered(await second.intend(mutation), '18');
  expect(await readJournal(at)).toMatchObject([{ answered: false }, { answered: true, id: '18' }]);
  await second.close();
});

test('nothing is left after it was concluded', async () => {
  const at = file();
  const journal = await Journal.open(at);
  await journal.intend(mutation);
  await journal.conclude();
  expect(existsSync(at)).toBe(false);
  expect(await readJournal(at)).toEqual([]);
});

test('cut off anywhere, it never invents an answer and never loses a complete line', async () => {
  const at = file();
  const journal = await Journal.open(at);
  for (let n = 0; n < 4; n += 1) await journal.answered(await journal.intend(mutation), String(100 + n));
  await journal.close();
  const text = readFileSync(at, 'utf8');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length }), async (length) => {
      const cut = file();
      await (await Journal.open(cut)).close();
      appendFileSync(cut, text.slice(0, length));
      const complete = text.slice(0, length).split('\n').slice(0, -1);
      const intents = await readJournal(cut);
      const whole = complete.filter((line) => line.includes('"intent"')).length;
      expect(intents.length).toBeGreaterThanOrEqual(whole);
      expect(intents.length).toBeLessThanOrEqual(whole + 1);
      for (const intent of intents) if (intent.answered) expect(['100', '101', '102', '103']).toContain(intent.id);
    }),
    { numRuns: 60 },
  );
});
