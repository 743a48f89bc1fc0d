import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderStore, type TextStore } from '../../../src/graph/text-store.ts';
import { Journal, Journals, type Intent } from '../../../src/engine/journal/journal.ts';

const mutation = { kind: 'create', urn: 'urn:pulumi:s::p::t:i:T::name', type: 't:i:T' } as const;
const unit = 'production.payments';

function store(): TextStore {
  return new FolderStore(mkdtempSync(path.join(tmpdir(), 'journal-')));
}

async function read(at: TextStore, of = unit): Promise<Intent[]> {
  return (await Journals.open(at)).read(of);
}

describe('the journal of a unit', () => {
  test('has an intent as soon as it is given its number', async () => {
    const at = store();
    const journal = Journal.open(at, unit);
    await journal.intend(mutation);
    expect(await read(at)).toMatchObject([{ kind: 'create', urn: mutation.urn, answered: false }]);
    expect(await read(at, 'production.identity')).toEqual([]);
    await journal.close();
  });

  test('an answer brings the id; a refusal takes the intent back', async () => {
    const at = store();
    const journal = Journal.open(at, unit);
    const [one, two] = [await journal.intend(mutation), await journal.intend(mutation)];
    await journal.answered(one, '17');
    await journal.refused(two);
    expect(await read(at)).toMatchObject([{ id: '17', answered: true }]);
    await journal.close();
  });

  test('each run has its own, so that answers meet their intents', async () => {
    const at = store();
    const [first, second] = [Journal.open(at, unit), Journal.open(at, unit)];
    await first.intend(mutation);
    await second.answered(await second.intend(mutation), '18');
    await Promise.all([first.close(), second.close()]);
    const intents = await read(at);
    expect(intents.filter(({ answered }) => answered)).toMatchObject([{ id: '18' }]);
    expect(intents).toHaveLength(2);
  });

  test('is removed with those that were there before, and not with what has begun since', async () => {
    const at = store();
    const [dead, own, later] = [Journal.open(at, unit), Journal.open(at, unit), Journal.open(at, unit)];
    await dead.intend(mutation);
    const found = await Journals.open(at);
    await own.intend(mutation);
    await later.intend({ ...mutation, kind: 'delete' });
    await Promise.all([dead, own, later].map((journal) => journal.close()));
    await found.conclude(unit);
    await own.conclude();
    expect(await read(at)).toMatchObject([{ kind: 'delete' }]);
  });

  test('cut off anywhere, it never invents an answer and never loses a complete line', async () => {
    const at = store();
    const journal = Journal.open(at, unit);
    for (let n = 0; n < 4; n += 1) await journal.answered(await journal.intend(mutation), String(100 + n));
    await journal.close();
    const [key = ''] = await at.list('journal/');
    const text = (await at.read(key)) ?? '';
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length }), async (length) => {
        const cut = store();
        await cut.write(key, text.slice(0, length));
        const complete = text.slice(0, length).split('\n').slice(0, -1);
        const intents = await read(cut);
        const whole = complete.filter((line) => line.includes('"intent"')).length;
        expect(intents.length).toBeGreaterThanOrEqual(whole);
        expect(intents.length).toBeLessThanOrEqual(whole + 1);
        for (const intent of intents) if (intent.answered) expect(['100', '101', '102', '103']).toContain(intent.id);
      }),
      { numRuns: 60 },
    );
  });
});
