import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run as list } from '../../../src/commands/approvals.ts';
import { run as check } from '../../../src/commands/approvals-check.ts';
import { run as record } from '../../../src/commands/approvals-record.ts';
import { run as verify } from '../../../src/commands/approvals-verify.ts';
import { run as readiness } from '../../../src/commands/readiness.ts';
import { Repository } from './repository.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await Repository.start();
});
afterEach(() => repository.end());

const options = { dir: 'alerts', cache: false };
const said = async (command: Promise<Parameters<Repository['keep']>[0]>): Promise<string> =>
  repository.keep(await command).said;

/** What the record says after the pipeline of the branch has run: alerts and who approved them. */
async function recorded(pullRequest: string | undefined = '7'): Promise<string[]> {
  const result = repository.keep(
    await record({ ...options, ...(pullRequest ? { pullRequest } : {}), branch: 'main' }, repository.host()),
  );
  expect(result.exitCode).toBe(0);
  repository.commit();
  return approved();
}

/** Alerts that are approved by the record of a revision. */
async function approved(policyFrom = 'HEAD'): Promise<string[]> {
  const { out: text } = repository.keep(await list({ ...options, policyFrom, format: ['json'] }, repository.host()));
  const { alerts } = JSON.parse(text) as { alerts: { alert: string; state: string; approvals: { approver: string }[] }[] };
  return alerts.filter(({ state }) => state === 'valid').map(({ alert, approvals }) => `${alert} ${approvals.map(({ approver }) => approver).join()}`);
} // prettier-ignore

/** What readiness says of approvals. */
async function gate(more: object = {}): Promise<string[]> {
  const { out } = repository.keep(await readiness({ ...options, ...more, format: ['json'] }, repository.host()));
  const { findings } = JSON.parse(out) as { findings: { rule: string; message: string }[] };
  return findings.flatMap(({ rule, message }) => (rule === 'readiness/approval/valid' ? [message] : [])).sort();
}

const errors = (): void => repository.edit('payments/shop.yaml', '  errors:\n', '  errors:\n    priority: P1\n');

it('records what a member of the group approved and was merged; what changes afterwards voids it', async () => {
  errors();
  repository.push();
  repository.review('zoe-s');
  repository.open();
  expect(await gate({ policyFrom: 'main' })).toEqual([
    'Nobody has approved shop/both.',
    'Nobody has approved shop/errors.',
  ]);
  expect(await gate({ policyFrom: 'main', pullRequest: '7' })).toEqual([]);
  repository.merge();
  expect(await recorded()).toEqual(['shop/both zoe', 'shop/errors zoe']);
  expect(repository.read('approvals/shop.jsonl').split('\n')).toHaveLength(4);
  expect(await gate()).toEqual([]);
  expect(await said(record({ ...options, pullRequest: '7' }, repository.host()))).toContain(
    'The record stays as it is.',
  );
  repository.edit('payments/squad.yaml', 'after: 15m', 'after: 20m');
  repository.edit('runbooks/errors.md', 'make rollback', 'make undo');
  expect(await gate()).toEqual([
    'The approval of shop/both by zoe in #7 on 2026-11-20 is void: its route changed since.',
    'The approval of shop/errors by zoe in #7 on 2026-11-20 is void: its route and runbook changed since.',
  ]);
  expect(await said(list(options, repository.host()))).toBe(
    `payments
  shop/both    void     route changed since zoe in #7 on 2026-11-20
  shop/errors  void     route and runbook changed since zoe in #7 on 2026-11-20
2 alerts by the record of HEAD: 0 valid, 2 void, 0 missing.
`,
  );
});

it('finds the pull request of a commit, and only of the branch', async () => {
  errors();
  repository.push();
  repository.review('zoe-s');
  repository.open();
  repository.git('switch', '-q', 'main');
  repository.git('merge', '-q', '--ff-only', 'change');
  const other = repository.keep(await record({ ...options, branch: 'release' }, repository.host()));
  expect(other).toMatchObject({
    exitCode: 0,
    said: 'No pull request brought in <commit>: there is nothing to record.\n',
  });
  expect(await recorded(undefined)).toEqual(['shop/both zoe', 'shop/errors zoe']);
});

describe('nothing is approved by', () => {
  async function nothing(): Promise<void> {
    expect(await gate({ policyFrom: 'main', pullRequest: '7' })).not.toEqual([]);
    expect(repository.keep(await check({ ...options, pullRequest: '7' }, repository.host())).exitCode).toBe(1);
    repository.merge();
    expect(await recorded()).toEqual([]);
  }

  it('whoever opened the pull request', async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.open('zoe-s');
    await nothing();
  });

  it('an approval of an older commit', async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.edit('payments/shop.yaml', 'tier: 1', 'tier: 1 # most');
    repository.push();
    repository.open();
    await nothing();
  });

  it('a dismissed review', async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.dismiss();
    repository.open();
    await nothing();
  });

  it('somebody whom the same pull request takes into the group', async () => {
    errors();
    repository.edit('people.yaml', 'id: bo\n', 'id: bo\ngroups: [sre]\n');
    repository.push();
    repository.review('bo-l');
    repository.open();
    await nothing();
  });

  it('an account that the same pull request gives to a member', async () => {
    errors();
    repository.edit('people.yaml', 'github: zoe-s', 'github: mallory');
    repository.push();
    repository.review('mallory');
    repository.open();
    await nothing();
  });

  it('a group that the same pull request names', async () => {
    errors();
    repository.edit('people.yaml', 'id: bo\n', 'id: bo\ngroups: [friends]\n');
    repository.edit('project.yaml', 'readiness: { approvals: {} }', 'readiness: { approvals: {}, approvers: friends }');
    repository.push();
    repository.review('bo-l');
    repository.open();
    await nothing();
  });

  it('a co-author', async () => {
    errors();
    repository.push({ coAuthor: 'zoe-s' });
    repository.review('zoe-s');
    repository.open();
    await nothing();
  });

  it('a committer', async () => {
    errors();
    repository.push({ committer: 'zoe-s' });
    repository.review('zoe-s');
    repository.open();
    await nothing();
  });

  it('anybody, as long as the forge does not know who made a commit', async () => {
    errors();
    repository.push({ author: null });
    repository.review('zoe-s');
    repository.open();
    await nothing();
  });

  it('a record that the pull request brings itself', async () => {
    errors();
    repository.push();
    // What an honest pipeline would write, were there a review: taken from a twin of this repository.
    repository.review('zoe-s');
    repository.open();
    repository.merge();
    await recorded();
    const forged = repository.read('approvals/shop.jsonl');
    repository.git('reset', '-q', '--hard', 'HEAD~2');
    repository.git('switch', '-q', 'change');
    repository.write('approvals/shop.jsonl', forged);
    repository.dismiss();
    repository.push();
    repository.open();
    expect(await approved('main')).toEqual([]);
    const { exitCode, said: words } = repository.keep(await check({ ...options, pullRequest: '7' }, repository.host()));
    expect(exitCode).toBe(1);
    expect(words).toContain('nobody may bring approvals of their own: take the new lines out of the record of shop');
    await expect(gate({ policyFrom: 'main', pullRequest: '7' })).resolves.toHaveLength(2);
    repository.merge();
    const verified = repository.keep(await verify(options, repository.host()));
    expect(verified.exitCode).toBe(1);
    expect(verified.said).toContain('the review of zoe-s was dismissed');
  });

  it('what was approved when something else was merged', async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.open();
    repository.squash(() => repository.edit('runbooks/errors.md', 'make rollback', 'make undo'));
    const words = await said(record({ ...options, pullRequest: '7' }, repository.host()));
    expect(words).toContain(
      '#7: shop/errors is not recorded: what was merged differs from what was reviewed in its runbook.',
    );
    expect(await recorded()).toEqual(['shop/both zoe']);
  });

  it('somebody who left the group before the merge', async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.open();
    repository.git('switch', '-q', 'main');
    repository.edit('people.yaml', 'groups: [sre]\n', '');
    repository.commit();
    repository.merge();
    expect(await recorded()).toEqual([]);
  });

  it('a base that is not part of what is recorded', async () => {
    repository.edit('people.yaml', 'id: bo\n', 'id: bo\ngroups: [sre]\n');
    const elsewhere = repository.commit();
    repository.git('reset', '-q', '--hard', 'main');
    errors();
    repository.push();
    repository.review('bo-l');
    repository.open('ana-m', elsewhere);
    repository.merge();
    await expect(record({ ...options, pullRequest: '7' }, repository.host())).rejects.toThrow(
      'its policy does not decide here',
    );
  });
});

it('keeps what was approved when it is squashed as it was', async () => {
  errors();
  repository.push();
  repository.review('zoe-s');
  repository.open();
  repository.squash();
  expect(await recorded()).toEqual(['shop/both zoe', 'shop/errors zoe']);
});

it('leaves lines that a merged pull request brought out of the next record', async () => {
  errors();
  repository.write('approvals/shop.jsonl', `{"version":1}\n${JSON.stringify({ alert: 'errors', approver: 'zoe', at: '2027-01-01T00:00:00Z', account: 'zoe-s', pullRequest: 1, review: 'https://x.example', commit: 'c'.repeat(40), digest: 'd'.repeat(64), parts: { definition: '', template: '', route: '', test: '', runbook: '' } })}\n`); // prettier-ignore
  repository.push();
  repository.review('zoe-s');
  repository.open();
  repository.merge();
  await recorded();
  expect(repository.read('approvals/shop.jsonl')).not.toContain('2027-01-01');
});

it('names every squad that a change calls otherwise, and asks for one of its members who pushed nothing', async () => {
  repository.edit(
    'payments/squad.yaml',
    'notify: [{ schedule: oncall, take: next }]',
    'notify: [{ schedule: platform/oncall }]',
  );
  repository.push();
  repository.review('bo-l');
  repository.open();
  const before = repository.keep(await check({ ...options, pullRequest: '7', format: ['json'] }, repository.host()));
  expect(before.exitCode).toBe(1);
  expect(JSON.parse(before.said)).toMatchObject({
    squads: [
      { squad: 'payments', approvedBy: ['bo'], because: [{ kind: 'rerouted' }, { kind: 'rerouted' }] },
      { squad: 'platform', approvedBy: [], because: [{ kind: 'newly' }, { kind: 'newly' }] },
    ],
    missing: [
      'somebody of the group sre, for shop/both, shop/errors',
      'somebody of squad platform, who is called otherwise',
    ],
  });
  repository.review('zoe-s');
  repository.open();
  const after = repository.keep(await check({ ...options, pullRequest: '7' }, repository.host()));
  expect(after).toMatchObject({ exitCode: 0 });
  expect(after.said).toContain('Nothing is missing.');
});

describe('reading the record again', () => {
  beforeEach(async () => {
    errors();
    repository.push();
    repository.review('zoe-s');
    repository.open();
    repository.merge();
    await recorded();
  });

  it('finds it as it was', async () => {
    expect(repository.keep(await verify(options, repository.host()))).toMatchObject({
      exitCode: 0,
      said: 'All 2 recorded approvals hold.\n',
    });
  });

  it('finds lines that somebody changed', async () => {
    const text = repository.read('approvals/shop.jsonl');
    repository.write('approvals/shop.jsonl', text.replaceAll('"approver":"zoe"', '"approver":"bo"'));
    repository.commit();
    const { exitCode, said: words } = repository.keep(await verify(options, repository.host()));
    expect([exitCode, words.split('\n')[0]]).toEqual([
      1,
      'shop/both: the approval of bo does not hold: zoe-s is the account of zoe, not of bo.',
    ]);
    repository.write('approvals/shop.jsonl', text.replace(/"digest":"[0-9a-f]{4}/, '"digest":"0000'));
    repository.commit();
    expect(repository.keep(await verify(options, repository.host())).said).toContain(
      '#7 does not change shop/both into what is recorded.',
    );
  });
});

it('asks no forge without a token, says how to get commits that are missing, and ends with 3 when the forge refuses', async () => {
  errors();
  repository.push();
  repository.open();
  await expect(check({ ...options, pullRequest: '7' }, repository.host({ GITHUB_TOKEN: undefined }))).rejects.toThrow('There is no forge to ask: GITHUB_TOKEN is not set.');
  await expect(check({ ...options, pullRequest: 'x' }, repository.host())).rejects.toThrow('is no number of a pull request');
  const refused = repository.keep(await check({ ...options, pullRequest: '7' }, repository.host({ GITHUB_TOKEN: 'wrong' })));
  expect(refused.exitCode).toBe(3);
  expect(refused.said).not.toContain('wrong');
  const pull = repository.github.pulls.get(7);
  if (pull) repository.github.pulls.set(7, { ...pull, head: { ...pull.head, sha: 'f'.repeat(40) } });
  await expect(check({ ...options, pullRequest: '7' }, repository.host())).rejects.toThrow('git fetch origin refs/pull/7/head');
}); // prettier-ignore
