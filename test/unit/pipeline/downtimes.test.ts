import { describe, expect, it } from 'vitest';
import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { compileNodes } from '../../../src/pipeline/resolved-alerts.ts';
import { run, type Run } from '../../../src/pipeline/run.ts';
import { findingLines, runTexts, testNow, treeOfTexts } from '../../support/tree.ts';

const once = 'start: 2098-11-01T02:00, for: 1h';

function downtime(when: string, window = once): string {
  return `apiVersion: alerts/v1
kind: Downtime
id: maintenance
when: { ${when} }
window: { ${window} }
reason: The database is moved
`;
}

const identitySquad = `apiVersion: alerts/v1
kind: Squad
id: identity
name: Identity
members: [ana]
lead: ana
channels: { default: { slack: '#identity' } }
`;

/** The standard tree, with a downtime in a file. */
const treeWith = (file: string, text: string): Record<string, string> => ({
  ...exampleFiles({}),
  'identity/squad.yaml': identitySquad,
  [file]: text,
});

/** `unit identity` of the downtimes of a run, as digests have them. */
function downtimes(result: Run): string[] {
  return result.analyses
    .flatMap(({ nodes = [] }) => nodes)
    .filter(({ type }) => type.includes('downtime'))
    .map(({ unit, identity }) => `${unit} ${identity}`)
    .sort();
}

const errorsOf = (result: Run): string[] => findingLines(result).filter((line) => / error /.test(line));

describe('the unit of a downtime', () => {
  it.each([
    ['the squad that it selects', 'identity/downtime.yaml', 'squad: payments', 'payments'],
    [
      'the squad of the applications that it selects',
      'identity/downtime.yaml',
      'application: [checkout-api]',
      'payments',
    ],
    ['else the squad of its folder', 'identity/downtime.yaml', 'category: errors', 'identity'],
    [
      'the squad of its folder before one of several',
      'identity/downtime.yaml',
      'squad: [payments, identity]',
      'identity',
    ],
    ['the first of several, where nobody owns the folder', 'downtime.yaml', 'squad: [payments, identity]', 'payments'],
  ])('is that of %s', async (_, file, when, squad) => {
    const result = await runTexts(treeWith(file, downtime(when)));
    expect(errorsOf(result)).toEqual([]);
    const part = !when.includes('[') ? '' : when.startsWith('squad') ? '#payments' : '#checkout-api';
    expect(downtimes(result)).toEqual(
      ['production', 'staging'].map((one) => `${one}.${squad} ${one}/-/downtime/maintenance${part}`),
    );
    const compiled = compileNodes(result).filter(({ type }) => type.includes('downtime'));
    expect(
      compiled.map(({ environment, squad: owner, identity }) => `${environment}.${owner} ${identity}`).sort(),
    ).toEqual(downtimes(result));
    const mine = { applications: new Set<string>(), squads: new Set([squad]) };
    expect(compileNodes(result, mine).filter(({ type }) => type.includes('downtime'))).toHaveLength(2);
  });

  it('is asked for where nobody owns the folder', async () => {
    const result = await runTexts(treeWith('downtime.yaml', downtime('category: errors')));
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^alerts\/downtime\.yaml:1:1 error link\/no-owner .*no squad/),
    ]);
    expect(downtimes(result)).toEqual([]);
  });
});

describe('a downtime is none', () => {
  it.each([
    ['where it selects nothing', 'category: latency', once],
    ['in other environments', 'environment: staging, category: latency', once],
    ['where the groups do not exist', 'squad: payments, group: { host: db1 }', once],
    ['when it is over', 'squad: payments', 'start: 2026-11-23T11:59, for: 1h'],
    [
      'when its last day is over',
      'squad: payments',
      'start: 2026-01-01T01:00, for: 1h, repeat: daily, until: 2026-11-22',
    ],
  ])('%s', async (_, when, window) => {
    const result = await runTexts(treeWith('payments/downtime.yaml', downtime(when, window)));
    expect(errorsOf(result)).toEqual([]);
    expect(downtimes(result)).toEqual([]);
  });

  it('but is one until its last second', async () => {
    const texts = treeWith('payments/downtime.yaml', downtime('squad: payments', 'start: 2026-11-23T12:00, for: 1h'));
    const at = async (now: string): Promise<number> =>
      downtimes(await run(treeOfTexts(texts), { now: new Date(now) })).length;
    expect(await at('2026-11-23T11:59:59Z')).toBe(2);
    expect(await at('2026-11-23T12:00:00Z')).toBe(0);
  });

  it('where another vendor evaluates the alerts', async () => {
    const source = 'source: { graylog: { aggregation: { streams: [all], query: error, compute: count } } }';
    const result = await runTexts({
      ...exampleFiles({ alert: source }),
      'payments/downtime.yaml': downtime('alert: card-errors'),
    });
    expect(downtimes(result)).toEqual([]);
  });
});

describe('problems of a downtime', () => {
  it('stand where the value is written, once for all environments', async () => {
    const text = downtime('squad: payments, hours: business', 'start: 2098-03-30T02:30, for: 1h, repeat: daily');
    const result = await runTexts(treeWith('payments/downtime.yaml', text));
    const lines = findingLines(result).filter((line) => line.includes('datadog/'));
    expect(lines).toEqual([
      expect.stringMatching(/^alerts\/payments\/downtime\.yaml:4:33 error datadog\/downtime-selector /),
      expect.stringMatching(/^alerts\/payments\/downtime\.yaml:5:18 error datadog\/downtime-start .*skipped/),
    ]);
    expect(downtimes(result)).toEqual([]);
  });
});

it('a downtime is compiled anew beside analyses that a cache has', async () => {
  const known = new Map<string, string>();
  const cache = {
    get: <T>(key: string): T | undefined => {
      const text = known.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    set: (key: string, value: unknown): void => void known.set(key, JSON.stringify(value)),
    save: (): void => undefined,
  };
  const of = async (texts: Record<string, string>): Promise<string[]> =>
    downtimes(await run(treeOfTexts(texts), { now: testNow, cache }));
  const texts = treeWith('payments/downtime.yaml', downtime('category: errors'));
  expect(await of(texts)).toHaveLength(2);
  expect(await of(texts)).toHaveLength(2);
  const other = exampleFiles({ alert: 'category: latency' })['payments/checkout-api.yaml'] ?? '';
  expect(await of({ ...texts, 'payments/checkout-api.yaml': other })).toEqual([]);
});
