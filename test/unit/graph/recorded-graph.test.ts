import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestNode } from '../../../src/graph/digest.ts';
import { diffGraphs } from '../../../src/graph/diff.ts';
import { fingerprintChanges } from '../../../src/graph/fingerprint.ts';
import { sideOfGraph } from '../../../src/graph/graph-side.ts';
import { openRecordedUnit, parseRecordedUnit } from '../../../src/graph/parse-recorded.ts';
import { sideOfRecorded } from '../../../src/graph/recorded-side.ts';
import type { RecordedUnit } from '../../../src/graph/recorded-graph.ts';
import { RecordedGraphs } from '../../../src/graph/recorded-store.ts';
import { recordUnit } from '../../../src/graph/record-unit.ts';
import { serialiseRecordedUnit } from '../../../src/graph/serialise-recorded.ts';
import { FolderStore } from '../../../src/graph/text-store.ts';
import { graphWith, monitor } from './sample.ts';

const p95 = monitor('production/checkout/p95', { options: { protect: true } });
const nodes = [p95, monitor('production/checkout/errors')];

function record(members = nodes): RecordedUnit {
  return recordUnit(
    {
      project: { id: 'acme', uid: '7f3c9a52e1' },
      unit: 'production.payments',
      commit: '956d36d',
      appliedAt: '2026-11-23T23:10:00Z',
      fingerprint: {
        tool: '0.1.0',
        providers: { datadog: '5.11.0' },
        endpoints: { datadog: 'https://api.datadoghq.eu' },
        secrets: { 'datadog.apiKey': 'hmac-sha256:1f' },
        foreign: {},
      },
    },
    members,
    new Map([['production/checkout/p95', { id: '4242', outputs: { id: '4242' } }]]),
  );
}

describe('the document', () => {
  test('is what its schema says', () => {
    const schema = JSON.parse(readFileSync('schemas/recorded-graph.schema.json', 'utf8')) as object;
    const validate = new Ajv({ strict: true, formats: { 'date-time': true } }).compile(schema);
    expect(validate(JSON.parse(serialiseRecordedUnit(record()))) || validate.errors).toBe(true);
  });

  test('has one node per line, sorted, and equal text for equal units', () => {
    const text = serialiseRecordedUnit(record());
    expect(text).toBe(serialiseRecordedUnit(record([...nodes].reverse())));
    expect(text.split('\n').filter((line) => line.startsWith('{"identity"'))).toHaveLength(2);
    expect(text.indexOf('checkout/errors')).toBeLessThan(text.indexOf('checkout/p95'));
  });

  test('is read back as it was, whole or piece by piece', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.dictionary(text, fc.jsonValue()), (title, inputs) => {
        const unit = record([monitor('production/a/x', { title, inputs: inputs as never })]);
        const written = serialiseRecordedUnit(unit);
        expect(parseRecordedUnit(written, 'f')).toEqual(
          JSON.parse(JSON.stringify({ kind: 'alerts/recorded-graph', ...unit })),
        );
        const opened = openRecordedUnit(written, 'f');
        expect(opened.header.fingerprint).toEqual(unit.fingerprint);
        expect(opened.nodes()).toEqual(parseRecordedUnit(written, 'f').nodes);
      }),
    );
  });

  test('an empty unit and another layout are read too', () => {
    expect(openRecordedUnit(serialiseRecordedUnit(record([])), 'f').nodes()).toEqual([]);
    const pretty = JSON.stringify(JSON.parse(serialiseRecordedUnit(record())), undefined, 4);
    expect(openRecordedUnit(pretty, 'f').nodes()).toHaveLength(2);
  });

  test('planning against it: equal units are not read, others by field', () => {
    const file = openRecordedUnit(serialiseRecordedUnit(record()), 'f');
    const unread = { ...file, nodes: () => expect.unreachable() };
    const planned = graphWith(...nodes);
    expect(diffGraphs(sideOfRecorded([unread]), sideOfGraph(planned)).summary.same).toBe(2);
    const [, ...others] = nodes;
    const changed = graphWith({ ...p95, inputs: { ...p95.inputs, query: 'x' } }, ...others);
    const plan = diffGraphs(sideOfRecorded([file]), sideOfGraph(changed));
    expect(plan.summary).toMatchObject({ update: 1, same: 1 });
    expect(plan.units[0]?.recorded).toBe(true);
  });
});

describe('what cannot be used', () => {
  const text = serialiseRecordedUnit(record());
  test.each([
    ['cut off', text.slice(0, 300), /^f:\d+:\d+: This is not JSON: /],
    ['cut off within the nodes', `${text.slice(0, -60)}]}\n`, /^f:\d+:\d+: This is not JSON: /],
    [
      'not ours',
      '{\n  "kind": "x"\n}',
      'f:2:11: This is not a recorded graph: "kind" must be "alerts/recorded-graph".',
    ],
    ['a list', '[]', 'f:1:1: This is not a recorded graph: "kind" must be "alerts/recorded-graph".'],
    [
      'newer',
      text.replace('"version": 1', '"version": 2'),
      'f:3:12: This was written by a newer alerts (version 2; this one reads up to 1): upgrade alerts.',
    ],
    [
      'of no version',
      text.replace('"version": 1', '"version": "1"'),
      'f:3:12: "version" must be a whole number from 1 on.',
    ],
    [
      'a node without type',
      text.replaceAll('"type":"datadog', '"kind":"datadog'),
      /^f:\d+:1: The node has no valid "type".$/,
    ],
    [
      'a node twice',
      text.replace('checkout/errors', 'checkout/p95'),
      'f:11:1: production/checkout/p95 is recorded twice.',
    ],
    ['a hash altered', text.replace(/"hash":"./, '"hash":"-'), /^f:1:1: The nodes do not have the hash /],
  ])('%s', (_, damaged, message) => {
    expect(() => openRecordedUnit(damaged, 'f').nodes()).toThrow(message);
  });
});

test('fingerprintChanges names what differs', () => {
  const { fingerprint } = record();
  expect(fingerprintChanges(fingerprint, { ...fingerprint })).toEqual([]);
  const other = { ...fingerprint, tool: '0.2.0', secrets: { 'datadog.apiKey': 'x', 'opsgenie.apiKey': 'y' } };
  expect(fingerprintChanges(fingerprint, other)).toEqual(['tool', 'secrets.datadog.apiKey', 'secrets.opsgenie.apiKey']);
});

describe('recorded graphs in a folder', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'alerts-graph-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  test('nothing recorded is nothing', async () => {
    expect(await new RecordedGraphs(new FolderStore(root)).read()).toEqual([]);
  });

  test('reads what it wrote, for its owner only, and leaves no drafts', async () => {
    const store = new RecordedGraphs(new FolderStore(root));
    await store.write(record());
    await store.write(record([p95]));
    await store.write({ ...record(), unit: '../odd/..' });
    const units = await store.read();
    expect(units.map((unit) => unit.header.unit)).toEqual(['../odd/..', 'production.payments']);
    expect(units[1]?.nodes().map((node) => [node.identity, node.hash, node.id])).toEqual([
      [p95.identity, digestNode(p95).hash, '4242'],
    ]);
    const folder = path.join(root, 'graph');
    expect(await readdir(folder)).toEqual(['%2E.%2Fodd%2F...json', 'production.payments.json']);
    expect((await stat(path.join(folder, 'production.payments.json'))).mode & 0o777).toBe(0o600);
  });

  test('refuses links, and a unit under the name of another', async () => {
    const folder = path.join(root, 'graph');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'production.search.json'), serialiseRecordedUnit(record()));
    await expect(new RecordedGraphs(new FolderStore(root)).read()).rejects.toThrow('under the name of another');
    await rm(path.join(folder, 'production.search.json'));
    await symlink('/etc/passwd', path.join(folder, 'x.json'));
    await expect(new RecordedGraphs(new FolderStore(root)).read()).rejects.toThrow('not a regular file');
  });
});
