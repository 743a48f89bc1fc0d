import fc from 'fast-check';
import { expect, it } from 'vitest';
import { approvalParts, digestOf, type ApprovedContent } from '../../../src/approvals/digest.ts';
import { parseRecord, recordText, withApprovals, type Approval } from '../../../src/approvals/record.ts';
import { approvalState } from '../../../src/approvals/state.ts';

const content = (value: unknown): ApprovedContent =>
  Object.fromEntries(approvalParts.map((part) => [part, value])) as ApprovedContent;
const approval = (alert: string, approver: string, value: unknown, more: Partial<Approval> = {}): Approval => ({
  ...digestOf(content(value)),
  alert,
  approver,
  account: `${approver}-account`,
  pullRequest: 7,
  review: `https://forge.example/pr/7#${approver}`,
  commit: 'c'.repeat(40),
  at: '2026-11-20T10:00:00Z',
  ...more,
});

const approvals = fc.uniqueArray(
  fc.record({
    alert: fc.constantFrom('errors', 'latency', 'both.errors'),
    approver: fc.constantFrom('zoe', 'yan'),
    value: fc.nat({ max: 3 }),
    review: fc.webUrl(),
  }),
  { selector: ({ alert, approver }) => `${alert} ${approver}`, maxLength: 6 },
).map((list) => list.map(({ alert, approver, value, review }) => approval(alert, approver, value, { review }))); // prettier-ignore

it('is read as it was written, in whatever order approvals came, one line each', () => {
  fc.assert(
    fc.property(approvals, fc.infiniteStream(fc.nat()), (list, numbers) => {
      const text = recordText(list);
      const shuffled = [...list]
        .map((one) => ({ one, rank: numbers.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank);
      expect(recordText(shuffled.map(({ one }) => one))).toBe(text);
      expect(parseRecord(text)).toHaveLength(list.length);
      expect(recordText(parseRecord(text) ?? [])).toBe(text);
      expect(text.split('\n')).toHaveLength(list.length + 2);
    }),
  );
});

it('reads nothing that it did not write: what cannot be read approves nothing', () => {
  const good = recordText([approval('errors', 'zoe', 1)]);
  for (const text of [
    good.replace('"version":1', '"version":2'),
    good.replace('"digest"', '"digests"'),
    good.replace(/"parts":\{[^}]*\}/, '"parts":{}'),
    good.replace('"pullRequest":7', '"pullRequest":"7"'),
    `${good}<<<<<<< HEAD\n`,
    'null',
  ])
    expect(parseRecord(text), text).toBeUndefined();
  expect(parseRecord('')).toEqual([]);
});

it('keeps the approvals of what an alert is, and those of other alerts', () => {
  const old = [approval('errors', 'zoe', 1), approval('errors', 'yan', 1), approval('latency', 'zoe', 1)];
  const same = withApprovals(old, [approval('errors', 'zoe', 1, { pullRequest: 9 })]);
  expect(same.map(({ alert, approver, pullRequest }) => [alert, approver, pullRequest])).toEqual([
    ['errors', 'yan', 7],
    ['latency', 'zoe', 7],
    ['errors', 'zoe', 9],
  ]);
  const changed = withApprovals(old, [approval('errors', 'xia', 2)]);
  expect(changed.map(({ alert, approver }) => [alert, approver])).toEqual([
    ['latency', 'zoe'],
    ['errors', 'xia'],
  ]);
});

it('is valid, void with the parts that have changed since the newest approval, or missing', () => {
  const record = [
    approval('errors', 'zoe', 1, { at: '2026-01-01T00:00:00Z' }),
    approval('errors', 'yan', 2, { at: '2026-02-01T00:00:00Z' }),
  ];
  const now = digestOf({ ...content(2), route: 'other', test: 'other' });
  expect(approvalState('errors', digestOf(content(1)), record)).toMatchObject({
    state: 'valid',
    by: [{ approver: 'zoe' }],
  });
  expect(approvalState('errors', now, record)).toMatchObject({
    state: 'void',
    changed: ['route', 'test'],
    by: [{ approver: 'yan' }],
  });
  expect(approvalState('latency', now, record)).toEqual({ state: 'missing' });
});
