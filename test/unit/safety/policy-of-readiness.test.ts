import { describe, expect, test } from 'vitest';
import { exemptionDocument } from '../../../src/lint/support/exemption.ts';
import { lintBaselineUnder, readinessBaselineUnder } from '../../../src/pipeline/base-policy/baselines.ts';
import { touchesContacts } from '../../../src/pipeline/base-policy.ts';
import { edited, heldBack, judged, readinessOf, readyTree, runOf, type Files } from './judged.ts';

const project = 'project.yaml';
const exemption = 'payments/exemption.yaml';
const bench = { revision: 'main', group: 'sre', today: '2026-11-23' };

/** No runbook says how long it takes: `runbook/expected-time` fails. */
const check = 'runbook/expected-time';
const unready = edited(readyTree, 'payments/checkout-api.yaml', ['      expectedTime: 15m\n', '']);

async function verdicts(head: Files, base: Files, id = check): Promise<(string | undefined)[]> {
  const [held, approved] = [judged(head, base), judged(head, base, true)];
  return [(await readinessOf(held)).get(id), (await readinessOf(approved)).get(id)];
}

function withProject(files: Files, words: string): Files {
  return edited(files, project, ['onCall: opsgenie\n', `onCall: opsgenie\n${words}`]);
}

test('the gap that the tests below hide is found', async () => {
  expect(await verdicts(unready, readyTree)).toEqual(['fail enforce', 'fail enforce']);
});

describe('stages', () => {
  const staged = (words: string, files = unready): Files =>
    withProject(files, `readiness:\n  checks:\n    ${check}: ${words}\n`);

  test.each([
    ['{ stage: preview }', 'fail preview'],
    ['{ stage: enforce, from: 2027-06-01 }', 'fail warn'],
  ])('%s does not count until approved', async (words, approved) => {
    const head = staged(words);
    expect(heldBack(head, readyTree)).toEqual([`policy/readiness-softened | ${check}: ${words}`]);
    expect(await verdicts(head, readyTree)).toEqual(['fail enforce', approved]);
  });

  test('a stage that begins later is softer on the days between, though not today', () => {
    const [soon, late] = ['2027-01-01', '2027-06-01'].map((day) => staged(`{ stage: enforce, from: ${day} }`));
    expect(heldBack(late as Files, soon as Files)).toHaveLength(1);
    expect(heldBack(soon as Files, late as Files)).toEqual([]);
  });

  test('a stricter one counts at once', async () => {
    const head = staged('{ stage: enforce }');
    expect(heldBack(head, staged('{ stage: preview }'))).toEqual([]);
    expect(await verdicts(head, staged('{ stage: preview }'))).toEqual(['fail enforce', 'fail enforce']);
  });

  test('one that the base made stricter stays when it is gone from the project', async () => {
    const base = withProject(readyTree, 'readiness:\n  checks:\n    tests/exact: { stage: enforce }\n');
    expect(heldBack(readyTree, base)).toEqual(['policy/readiness-softened | apiVersion: alerts/v1']);
    expect((await verdicts(readyTree, base, 'tests/exact'))[0]).toContain('enforce');
  });
});

describe('exemptions', () => {
  const document = (fields: Parameters<typeof exemptionDocument>[0]): string =>
    exemptionDocument({ check, owner: 'ana', approvedBy: 'bo', ...fields });
  const exempt = (fields: Parameters<typeof exemptionDocument>[0], files = unready): Files => ({
    ...files,
    [exemption]: document(fields),
  });

  test('one that the change brings exempts nobody', async () => {
    const head = exempt({});
    expect(heldBack(head, readyTree)).toEqual([expect.stringContaining('policy/exemption-added | id:')]);
    expect(await verdicts(head, readyTree)).toEqual(['fail enforce', 'exempt enforce']);
  });

  test('one that is widened exempts what it did', async () => {
    const base = exempt({ check: 'runbook/trigger' }, readyTree);
    expect(heldBack(exempt({}), base)).toEqual([`policy/exemption-changed | check: ${check}`]);
    expect(await verdicts(exempt({}), base)).toEqual(['fail enforce', 'exempt enforce']);
  });

  test('one that has ended is not extended', async () => {
    const base = exempt({ until: '2026-11-01' }, readyTree);
    const head = exempt({ until: '2026-12-20' });
    expect(heldBack(head, base)).toEqual([expect.stringContaining('policy/exemption-changed | until:')]);
    expect(await verdicts(head, base)).toEqual(['fail enforce', 'exempt enforce']);
  });

  test('it may end earlier, be removed, and say other words', async () => {
    const base = exempt({ until: '2026-12-20' }, readyTree);
    const ended = exempt({ until: '2026-11-01' });
    expect(heldBack(ended, base)).toEqual([]);
    expect((await verdicts(ended, base))[0]).toBe('fail enforce');
    expect(heldBack(unready, base)).toEqual([]);
    expect(await verdicts(unready, base)).toEqual(['fail enforce', 'fail enforce']);
    const words = exempt({ until: '2026-12-20', reason: 'The vendor repairs it by Christmas.' });
    expect(heldBack(words, base)).toEqual([]);
    expect((await verdicts(words, base))[0]).toBe('exempt enforce');
  });
});

describe('who approves', () => {
  const nobody = edited(readyTree, 'people.yaml', ['groups: [sre]\n', '']);

  test('nobody joins the group that approves', async () => {
    const base = nobody;
    const head = readyTree;
    expect(heldBack(head, base)).toEqual(['policy/group-joined | groups: [sre]']);
    const groups = async (approved: boolean): Promise<unknown> =>
      (await runOf(judged(head, base, approved))).index.find('Person', 'ana')?.facts.facts['groups'];
    expect([await groups(false), await groups(true)]).toEqual([[], ['sre']]);
    expect(judged(head, base).approvers).toEqual({ group: 'sre', people: ['bo', 'cy', 'di'] });
  });

  test('a new person brings no group along', () => {
    const head = {
      ...readyTree,
      'eve.yaml':
        'apiVersion: alerts/v1\nkind: Person\nid: eve\nname: Eve Noir\nemail: eve@acme.example\ngroups: [singers, sre]\n',
    };
    expect(heldBack(head, readyTree)).toEqual(['policy/group-joined | groups: [singers, sre]']);
  });

  test('leaving the group, and other groups, count at once', () => {
    expect(heldBack(nobody, readyTree)).toEqual([]);
    const singing = edited(readyTree, 'people.yaml', ['groups: [sre]', 'groups: [sre, singers]']);
    expect(heldBack(singing, readyTree)).toEqual([]);
  });

  test('another group does not approve', async () => {
    const head = withProject(readyTree, 'readiness:\n  approvers: payments\n');
    expect(heldBack(head, readyTree)).toEqual(['policy/approvers-changed | approvers: payments']);
    expect(judged(head, readyTree).approvers.group).toBe('sre');
  });

  test('whoever is in a group that the change names has not joined it unseen', () => {
    const head = edited(withProject(readyTree, 'readiness:\n  approvers: friends\n'), 'people.yaml', [
      'groups: [sre]',
      'groups: [sre, friends]',
    ]);
    expect(heldBack(head, readyTree).sort()).toEqual([
      'policy/approvers-changed | approvers: friends',
      'policy/group-joined | groups: [sre, friends]',
    ]);
  });

  test('an approver does not become somebody else', async () => {
    const head = edited(readyTree, 'people.yaml', ['ana@acme.example', 'mallory@acme.example']);
    expect(heldBack(head, readyTree)).toEqual(['policy/approver-changed | email: mallory@acme.example']);
    const email = async (approved: boolean): Promise<unknown> =>
      (await runOf(judged(head, readyTree, approved))).index.find('Person', 'ana')?.facts.facts['email'];
    expect([await email(false), await email(true)]).toEqual(['ana@acme.example', 'mallory@acme.example']);
  });
});

test('limits of exemptions are the shorter of both', async () => {
  const base = withProject(readyTree, 'readiness:\n  maxExemption:\n    "1": 30\n');
  const head = withProject(
    { ...unready, [exemption]: exemptionDocument({ check, owner: 'ana', approvedBy: 'bo', until: '2027-01-20' }) },
    'readiness:\n  maxExemption:\n    "1": 80\n',
  );
  const known = { ...base, [exemption]: head[exemption] ?? '' };
  expect(heldBack(head, known)).toEqual(['policy/readiness-softened | "1": 80']);
  expect(await verdicts(head, known, 'exemption/length')).toEqual(['fail enforce', 'pass enforce']);
  expect(heldBack(base, head)).toEqual([]);
});

describe('environments', () => {
  test('one that pages goes on to', async () => {
    const head = edited(readyTree, project, ['  production:\n', '  production:\n    paging: never\n']);
    expect(heldBack(head, readyTree)).toEqual(['policy/paging-off | paging: never']);
    const judgedAs = (await verdicts(head, readyTree, 'tests/fires')).map((one) => one?.split(' ')[0]);
    expect(judgedAs).toEqual(['pass', 'not-applicable']);
  });

  test('one that is gone is named', () => {
    const head = edited(readyTree, project, ['  production:\n', '  canary:\n']);
    expect(heldBack(head, readyTree)).toContain('policy/paging-off | environments:');
  });

  test('one that begins to page does so at once', () => {
    const head = edited(readyTree, project, ['    paging: never\n', '']);
    expect(heldBack(head, readyTree)).toEqual([]);
  });
});

describe('where credentials go', () => {
  const connections = async (head: Files, base: Files): Promise<Record<string, Record<string, unknown>>> =>
    (await runOf(judged(head, base))).index.project?.facts.facts['connections'] as never;

  test.each([
    ['site', 'site: datadoghq.eu', 'site: us3.datadoghq.com', 'datadog'],
    ['the name of a secret', 'env: DD_API_KEY', 'env: OPSGENIE_API_KEY', 'datadog'],
    ['address', 'url: https://rabbit.${host}', 'url: https://evil.example', 'broker'],
    ['handle', "handle: '@opsgenie-${squad}'", "handle: '@all'", 'opsgenie'],
  ])('%s of a connection stays', async (_, before, after, name) => {
    const head = edited(readyTree, project, [before, after]);
    const { heldBack: found } = judged(head, readyTree);
    expect(found.map(({ rule }) => rule)).toEqual(['policy/connection-changed']);
    expect(touchesContacts(found)).toBe(true);
    expect(await connections(head, readyTree)).toEqual(await connections(readyTree, readyTree));
    expect((await connections(head, head))[name]).not.toEqual((await connections(readyTree, readyTree))[name]);
  });

  test('the same words lead nowhere else', () => {
    const moved = edited(readyTree, project, ['host: acme.example', 'host: evil.example']);
    expect(heldBack(moved, readyTree)).toEqual(['policy/connection-changed | vars:']);
    expect(touchesContacts(judged(moved, readyTree).heldBack)).toBe(true);
    const fresh = edited(readyTree, project, [
      '  staging:\n',
      '  canary: { vars: { host: evil.example } }\n  staging:\n',
    ]);
    expect(heldBack(fresh, readyTree)).toEqual([
      'policy/connection-changed | canary: { vars: { host: evil.example } }',
    ]);
    const other = edited(readyTree, project, ['dd: prod', 'dd: prd']);
    expect(heldBack(other, readyTree)).toEqual([]);
  });

  test('a new connection is contacted by nobody, and still known', async () => {
    const head = edited(readyTree, project, [
      'connections:\n',
      'connections:\n  spare: { vendor: rabbitmq, url: https://evil.example, via: datadog }\n',
    ]);
    expect(heldBack(head, readyTree)).toEqual([expect.stringContaining('policy/connection-changed | spare:')]);
    expect(Object.keys(await connections(head, readyTree))).toContain('spare');
  });

  test('the state stays where it is', async () => {
    const head = withProject(readyTree, 'state: s3://mine?region=eu-west-1\n');
    expect(heldBack(head, readyTree)).toEqual(['policy/state-changed | state: s3://mine?region=eu-west-1']);
    expect(touchesContacts(judged(head, readyTree).heldBack)).toBe(true);
    const state = async (approved: boolean): Promise<unknown> =>
      (await runOf(judged(head, readyTree, approved))).index.project?.facts.facts['state'];
    expect([await state(false), await state(true)]).toEqual([undefined, 's3://mine?region=eu-west-1']);
  });
});

describe('baselines', () => {
  test('of lint: what they know at the base, too', () => {
    const text = '{\n  "findings": {\n    "aaa": 2,\n    "bbb": 1\n  }\n}\n';
    const of = (findings: Record<string, number>) => ({ version: 1 as const, findings });
    const under = lintBaselineUnder(
      of({ aaa: 2, bbb: 1 }),
      of({ aaa: 1, ccc: 4 }),
      { path: 'known.json', text },
      bench,
    );
    expect(under.baseline).toEqual(of({ aaa: 1, bbb: 0 }));
    expect(under.findings).toMatchObject([
      { rule: 'policy/baseline-grown', location: { file: 'known.json', line: 3, column: 5 } },
    ]);
    expect(under.findings[0]?.message).toContain('2 more findings');
    expect(lintBaselineUnder(of({ aaa: 1 }), of({ aaa: 2 }), { path: 'known.json', text }, bench)).toEqual({
      baseline: of({ aaa: 1 }),
      findings: [],
    });
    expect(lintBaselineUnder(of({ aaa: 1 }), undefined, { path: 'known.json', text }, bench).baseline).toEqual(
      of({ aaa: 0 }),
    );
  });

  test('of readiness: what they know at the base, too', () => {
    const text = '{ "known": {\n  "checkout-api": ["a/b", "c/d"] } }\n';
    const head = { 'checkout-api': ['a/b', 'c/d'] };
    const under = readinessBaselineUnder(head, { 'checkout-api': ['a/b'] }, { path: 'known.json', text }, bench);
    expect(under.baseline).toEqual({ 'checkout-api': ['a/b'] });
    expect(under.findings).toMatchObject([{ rule: 'policy/baseline-grown', location: { line: 2, column: 3 } }]);
    expect(under.findings[0]?.message).toContain('checkout-api c/d');
    expect(readinessBaselineUnder({}, head, { path: 'known.json', text }, bench).findings).toEqual([]);
  });
});
