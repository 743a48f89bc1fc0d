import { describe, expect, test } from 'vitest';
import { checkGuards, type GuardFacts } from '../../../src/engine/guards.ts';
import { planOf } from '../../../src/graph/plan-of.ts';
import type { Operation, OperationKind } from '../../../src/graph/plan.ts';
import { monitorNode } from './nodes.ts';

const unit = 'production.payments';

function operations(op: OperationKind, count: number): Operation[] {
  return Array.from({ length: count }, (_, index) => ({
    op,
    identity: `production/checkout/${op}-${index}`,
    type: 'datadog:index/monitor:Monitor',
    title: '',
    squad: 'payments',
    changes: [],
  }));
}

function check(ops: readonly Operation[], more: Partial<GuardFacts> = {}): string[] {
  const plan = planOf(
    [unit],
    new Set([unit]),
    ops.map((operation) => ({ unit, operation })),
  );
  return checkGuards({
    plan,
    sizes: new Map(),
    nodes: [],
    begun: new Set(),
    filtered: false,
    quiet: new Set(['staging']),
    handleOf: (squad) => `@opsgenie-${squad}`,
    squads: ['payments', 'identity'],
    silent: [],
    newerCommits: [],
    ...more,
  }).map(({ guard }) => guard);
}

describe('deletions', () => {
  test.each([
    [1, 3, []],
    [2, 10, ['deletions']],
    [10, 190, []],
    [11, 989, ['deletions']],
  ])('%i deleted, %i kept', (deleted, kept, expected) =>
    expect(check([...operations('delete', deleted), ...operations('same', kept)])).toEqual(expected),
  );

  test('replacements count, too', () =>
    expect(check([...operations('replace', 6), ...operations('delete', 5), ...operations('same', 189)])).toEqual([
      'deletions',
    ]));

  test('downtimes that end do not count', () => {
    const ended = operations('delete', 20).map((one) => ({
      ...one,
      type: 'datadog:index/downtimeSchedule:DowntimeSchedule',
    }));
    expect(check([...ended, ...operations('same', 10)])).toEqual([]);
    expect(check([...ended, ...operations('replace', 4), ...operations('same', 10)])).toEqual(['deletions']);
  });

  test('a filtered plan is measured by what the unit has', () =>
    expect(check(operations('delete', 2), { sizes: new Map([[unit, 100]]) })).toEqual([]));
});

describe('adoption', () => {
  test('is fine from the default branch', () => expect(check(operations('adopt', 3))).toEqual([]));
  test('is refused under a filter', () =>
    expect(check(operations('adopt', 1), { filtered: true })).toEqual(['adoption']));
  test('of what an interrupted run here had begun resumes it', () => {
    const [operation] = operations('adopt', 1);
    const begun = new Set([operation?.identity ?? '']);
    expect(check(operations('adopt', 1), { filtered: true, begun })).toEqual([]);
    expect(check(operations('adopt', 2), { filtered: true, begun })).toEqual(['adoption']);
  });
  test('is refused from a branch', () =>
    expect(check(operations('adopt', 1), { branch: 'feature' })).toEqual(['adoption']));
});

describe('handles', () => {
  const paging = (message: string, environment = 'production'): Partial<GuardFacts> => ({
    nodes: [monitorNode(`${environment}/checkout/errors`, { environment, inputs: { message } })],
  });

  test('its own squad may be paged', () =>
    expect(check([], paging('{{#is_alert}} @opsgenie-payments {{/is_alert}}'))).toEqual([]));
  test('another squad may not', () => expect(check([], paging('@opsgenie-identity'))).toEqual(['handles']));
  test('however it is written', () => expect(check([], paging('@Opsgenie-Identity'))).toEqual(['handles']));
  test('but the owner of a group may', () =>
    expect(
      check([], paging('{{#is_exact_match "team.name" "identity"}} @opsgenie-identity {{/is_exact_match}}')),
    ).toEqual([]));
  test('nobody is paged from an environment that never pages', () =>
    expect(check([], paging('@opsgenie-payments', 'staging'))).toEqual(['quiet-environment']));
});

test('a checkout that lacks what was applied last is refused', () =>
  expect(check([], { newerCommits: ['0123456789abcdef'] })).toEqual(['stale-checkout']));

describe('reaches-nobody', () => {
  test('a page that nobody gets at some hour stops the run and is named', () => {
    const silent = [{ identities: ['production/checkout/errors'], why: 'Sun 25 Oct 2026 02:00: nobody is on call' }];
    expect(check([], { silent })).toEqual(['reaches-nobody']);
    expect(check([])).toEqual([]);
  });
});
