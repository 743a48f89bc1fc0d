import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketAddress } from '../../../src/engine/state/bucket-address.ts';
import { BucketStore } from '../../../src/engine/state/bucket-store.ts';
import { FolderStore, type TextStore } from '../../../src/graph/text-store.ts';
import { Journal, Journals } from '../../../src/engine/journal/journal.ts';
import { startStrictBucketServer } from './server.ts';

let strict: Awaited<ReturnType<typeof startStrictBucketServer>>;
beforeAll(async () => {
  strict = await startStrictBucketServer('texts');
});
afterAll(() => strict.server.close());

let count = 0;

/** Each kind of store, empty. */
function fresh(kind: string): TextStore {
  count += 1;
  if (kind === 'folder') return new FolderStore(mkdtempSync(path.join(tmpdir(), 'texts-')));
  return new BucketStore(bucketAddress(strict.state, strict.env), `test ${count}+é/`);
}

describe.each(['folder', 'bucket'])('texts in a %s', (kind) => {
  test('are read as they were written, whatever their keys', async () => {
    const store = fresh(kind);
    const keys = [
      'graph/%2E.%2Fodd.json',
      'graph/a b+c&d=é.json',
      'graph/deep/x.json',
      'graph/production.payments.json',
    ];
    for (const key of keys) await store.write(key, `text of ${key} – ✓`);
    await store.write('graphs/other.json', '');
    expect(await store.list('graph/')).toEqual([...keys].sort());
    for (const key of keys) expect(await store.read(key)).toBe(`text of ${key} – ✓`);
    await store.write('graph/deep/x.json', 'new');
    expect(await store.read('graph/deep/x.json')).toBe('new');
    await store.remove('graph/deep/x.json');
    await store.remove('graph/deep/x.json');
    expect(await store.read('graph/deep/x.json')).toBeUndefined();
    expect(await store.list('nothing/')).toEqual([]);
  });

  test('are created once', async () => {
    const store = fresh(kind);
    await Promise.all([store.create('hash-key', 'one'), store.create('hash-key', 'one')]);
    await store.create('hash-key', 'two');
    expect(await store.read('hash-key')).toBe('one');
  });

  test('a journal is as long as it has to be, and whole', async () => {
    const store = fresh(kind);
    const journal = Journal.open(store, 'production.payments');
    const intents = Array.from({ length: 600 }, (_, index) => index);
    const change = async (index: number): Promise<void> => {
      const urn = `urn:pulumi:production.payments::shop::datadog:index/monitor:Monitor::production-checkout-${index}`;
      const n = await journal.intend({ kind: 'create', urn, type: 'datadog:index/monitor:Monitor' });
      await journal.answered(n, String(index));
    };
    for (let at = 0; at < intents.length; at += 30) await Promise.all(intents.slice(at, at + 30).map(change));
    await journal.close();
    const found = await (await Journals.open(store)).read('production.payments');
    expect(found.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(intents);
    // A folder adds to one file; a bucket writes its last part anew.
    const parts = (await store.list('journal/')).length;
    expect(parts > 1).toBe(kind === 'bucket');
    await journal.conclude();
    expect(await store.list('journal/')).toEqual([]);
  });
});

test('more keys than a page has', { timeout: 300_000 }, async () => {
  const store = fresh('bucket');
  const keys = Array.from({ length: 1003 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
  for (let at = 0; at < keys.length; at += 20)
    await Promise.all(keys.slice(at, at + 20).map((key) => store.write(key, '')));
  expect(await store.list('many/')).toEqual(keys);
});

test('a wrong secret is the server’s refusal in one sentence, without the secret', async () => {
  const address = bucketAddress(strict.state, { ...strict.env, AWS_SECRET_ACCESS_KEY: 'not-the-secret' });
  const reading = new BucketStore(address).read('x');
  await expect(reading).rejects.toThrow(/was answered with 403 SignatureDoesNotMatch/);
  await expect(reading).rejects.not.toThrow(/not-the-secret/);
});
