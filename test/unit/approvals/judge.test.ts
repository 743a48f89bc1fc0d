import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeReviews, ofGroup, ofSquad, type GivenReview, type ReviewedChange } from '../../../src/approvals/judge.ts';

const head = 'c'.repeat(40);
const older = 'b'.repeat(40);
const reviewers = [
  { person: 'ana', account: 'ana-m', groups: [], squads: ['payments'] },
  { person: 'zoe', account: 'Zoe-S', groups: ['sre'], squads: ['platform'] },
  { person: 'yan', account: 'yan-y', groups: ['sre'], squads: ['platform'] },
  { person: 'dup', account: 'yan-y2', groups: ['sre'], squads: [] },
  { person: 'dup-too', account: 'YAN-Y2', groups: ['sre'], squads: [] },
  { person: 'without', groups: ['sre'], squads: [] },
];

const review = (author: string, more: Partial<GivenReview> = {}): GivenReview => ({
  author,
  state: 'approved',
  commit: head,
  at: '2026-11-20T10:00:00Z',
  url: `https://forge.example/pr/7#${author}`,
  ...more,
});

const change = (reviews: readonly GivenReview[], more: Partial<ReviewedChange> = {}): ReviewedChange => ({
  author: 'ana-m',
  head,
  commits: [
    { sha: older, accounts: ['ana-m'] },
    { sha: head, accounts: ['ana-m', 'web-flow'] },
  ],
  reviews,
  ...more,
});

const by = (given: ReviewedChange, eligible = ofGroup('sre')): { people: string[]; reasons: string[] } => {
  const { counted, refused } = judgeReviews(given, reviewers, eligible);
  return { people: counted.map(({ person }) => person), reasons: refused.map(({ reason }) => reason) };
};

it('counts an approving review at the newest commit by a member who pushed nothing, whatever the case of the account', () => {
  expect(by(change([review('zoe-s')]))).toEqual({ people: ['zoe'], reasons: [] });
});

describe('does not count', () => {
  const both = [older, head].map((sha) => ({ sha, accounts: ['ana-m'] as (string | undefined)[] }));
  const pushedBy = (accounts: readonly (string | undefined)[]): Partial<ReviewedChange> => ({
    commits: [{ sha: older, accounts }, { sha: head, accounts: ['ana-m'] }],
  }); // prettier-ignore
  const cases: readonly (readonly [name: string, given: ReviewedChange, reason: string])[] = [
    ['who opened the pull request', change([review('zoe-s')], { author: 'ZOE-S', commits: both }), 'zoe-s opened the pull request'],
    ['who wrote, committed or co-wrote any commit', change([review('zoe-s')], pushedBy(['ana-m', 'Zoe-S'])), 'zoe-s had a hand in commit bbbbbbbbbbbb, as author, committer or co-author'],
    ['an approval of an older commit', change([review('zoe-s', { commit: older })]), 'zoe-s approved bbbbbbbbbbbb, but the newest commit is cccccccccccc'],
    ['an approval of which the forge does not tell the commit', change([review('zoe-s', { commit: '' })]), 'zoe-s approved a commit that the forge does not tell; the newest is cccccccccccc'],
    ['a dismissed review', change([review('zoe-s', { state: 'dismissed' })]), 'the review of zoe-s was dismissed'],
    ['who requested changes later', change([review('zoe-s'), review('zoe-s', { state: 'changes-requested', at: '2026-11-20T11:00:00Z' })]), 'zoe-s requests changes'],
    ['somebody outside of the group', change([review('ana-m')], { author: 'bo-l', commits: both.map(({ sha }) => ({ sha, accounts: ['bo-l'] })) }), 'ana (ana-m) is not in the group sre by the base revision'],
    ['an account that is nobody’s', change([review('mallory')]), "mallory is nobody's account by the base revision"],
    ['an account of two people', change([review('yan-y2')]), 'yan-y2 is the account of dup and of dup-too'],
    ['anybody while a commit is by an address without account', change([review('zoe-s')], pushedBy([undefined])), 'commit bbbbbbbbbbbb is by an address that belongs to no account, so it is not known who pushed it'],
    ['anybody while somebody of a commit is not told', change([review('zoe-s')], pushedBy([])), 'commit bbbbbbbbbbbb is by an address that belongs to no account, so it is not known who pushed it'],
    ['anybody while the newest commit is not listed', change([review('zoe-s')], { commits: [{ sha: older, accounts: ['ana-m'] }] }), 'the forge does not list the newest commit cccccccccccc, so it is not known who pushed it'],
  ]; // prettier-ignore
  it.each(cases)('%s', (_name, given, reason) => {
    expect(by(given)).toEqual({ people: [], reasons: [reason] });
  });

  it('a comment alone', () => {
    expect(by(change([review('zoe-s', { state: 'commented' })]))).toEqual({ people: [], reasons: [] });
  });
});

it('takes the newest word of each account: a comment takes nothing back, a new approval mends', () => {
  const words = [
    review('zoe-s', { commit: older, at: '2026-11-20T09:00:00Z' }),
    review('zoe-s', { state: 'changes-requested', at: '2026-11-20T09:30:00Z' }),
    review('zoe-s', { at: '2026-11-20T10:00:00Z' }),
    review('zoe-s', { state: 'commented', at: '2026-11-20T11:00:00Z' }),
  ];
  expect(by(change(words)).people).toEqual(['zoe']);
  expect(by(change([review('zoe-s', { state: 'dismissed' }), review('yan-y')])).people).toEqual(['yan']);
});

it('asks squads for one of their members', () => {
  expect(by(change([review('zoe-s')]), ofSquad('platform')).people).toEqual(['zoe']);
  expect(by(change([review('zoe-s')]), ofSquad('payments'))).toEqual({
    people: [],
    reasons: ['zoe (zoe-s) is not a member of squad payments by the base revision'],
  });
});

it('never counts anybody who has a hand in the change, and says something of every account that spoke', () => {
  const accounts = ['ana-m', 'zoe-s', 'yan-y', 'ZOE-s', 'mallory'];
  const reviews = fc.array(
    fc.record({
      author: fc.constantFrom(...accounts),
      state: fc.constantFrom<GivenReview['state']>('approved', 'changes-requested', 'commented', 'dismissed'),
      commit: fc.constantFrom(head, older),
      at: fc.integer({ min: 0, max: 9 }).map((minute) => `2026-11-20T10:0${minute}:00Z`),
      url: fc.constant(''),
    }),
    { maxLength: 12 },
  );
  const hands = fc.array(fc.option(fc.constantFrom(...accounts), { nil: undefined, freq: 8 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(reviews, hands, hands, (said, first, second) => {
      const given = change(said, { commits: [{ sha: older, accounts: first }, { sha: head, accounts: second }] }); // prettier-ignore
      const { counted, refused } = judgeReviews(given, reviewers, ofGroup('sre'));
      const touched = [given.author, ...first, ...second].map((one) => one?.toLowerCase());
      for (const one of counted) {
        expect(touched).not.toContain(one.author.toLowerCase());
        expect(touched).not.toContain(undefined);
        const words = said.filter(
          ({ author, state }) => author.toLowerCase() === one.author.toLowerCase() && state !== 'commented',
        );
        const newest = words.reduce((last, word) => (word.at >= last.at ? word : last));
        expect([newest.state, newest.commit]).toEqual(['approved', head]);
      }
      const spoke = new Set(
        said.filter(({ state }) => state !== 'commented').map(({ author }) => author.toLowerCase()),
      );
      expect(counted.length + refused.length).toBe(spoke.size);
    }),
  );
});
