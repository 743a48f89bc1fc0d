import { describe, expect, it } from 'vitest';
import { compositeState, evaluateComposite, parseCondition } from '../../../../src/alert-tests/datadog/composite.ts';
import type { GroupValues, State, Track } from '../../../../src/alert-tests/model.ts';
import { clockOf } from '../support.ts';

const track = (group: GroupValues, ...states: readonly State[]): Track => ({
  group,
  evaluations: states.map((state, minute) => ({ at: minute * 60, state })),
});
const combined = (
  formula: string,
  notify: boolean,
  members: Readonly<Record<string, readonly Track[]>>,
): readonly Track[] => evaluateComposite(parseCondition(formula), new Map(Object.entries(members)), notify, clockOf(1));

describe('monitors/types/composite, computing trigger conditions', () => {
  // One row of the table each: both states, the operator, whether no-data is told, the result; "last known" is the state before.
  it.each([
    ['alert', 'warning', '&&', false, 'warning'],
    ['alert', 'warning', '||', false, 'alert'],
    ['alert', 'ok', '&&', false, 'ok'],
    ['alert', 'ok', '||', false, 'alert'],
    ['warning', 'ok', '&&', false, 'ok'],
    ['warning', 'ok', '||', false, 'warning'],
    ['no-data', 'warning', '&&', true, 'no-data'],
    ['no-data', 'warning', '||', true, 'warning'],
    ['no-data', 'warning', '&&', false, 'last known'],
    ['no-data', 'warning', '||', false, 'warning'],
    ['no-data', 'ok', '&&', false, 'ok'],
    ['no-data', 'ok', '||', false, 'last known'],
    ['no-data', 'ok', '&&', true, 'ok'],
    ['no-data', 'ok', '||', true, 'no-data'],
    ['no-data', 'no-data', '&&', true, 'no-data'],
    ['no-data', 'no-data', '||', true, 'no-data'],
  ] as const)('%s and %s by %s with notify %s: %s', (a, b, operator, notify, result) => {
    for (const last of ['ok', 'alert'] as const) {
      const members = { a: [track({}, last, a)], b: [track({}, last, b)] };
      const [composite] = combined(`a ${operator} b`, notify, members);
      expect(composite?.evaluations[1]?.state).toBe(result === 'last known' ? last : result);
      const swapped = combined(`b ${operator} a`, notify, members);
      expect(swapped[0]?.evaluations[1]?.state).toBe(result === 'last known' ? last : result);
    }
  });

  it.each([
    ['no-data', 'no-data'],
    ['alert', 'ok'],
    ['warning', 'ok'],
    ['ok', 'alert'],
  ] as const)('the opposite of %s is %s', (a, result) => {
    expect(compositeState(parseCondition('!a'), () => a)).toBe(result);
  });

  it.each([
    ['!(a && b)', 'ok'],
    ['a || b && !c', 'alert'],
    ['(a || b) && (c || d)', 'warning'],
    ['(a || b) && c', 'ok'],
  ])('reads %s', (formula, result) => {
    const states: Record<string, State> = { a: 'alert', b: 'warning', c: 'ok', d: 'warning' };
    expect(compositeState(parseCondition(formula), (name) => states[name] ?? 'ok')).toBe(result);
  });
});

describe('monitors/types/composite, common reporting sources', () => {
  const hosts = (key: string, ...names: readonly string[]): Track[] =>
    names.map((name) => track({ [key]: name }, 'alert', 'alert'));
  const groups = (tracks: readonly Track[]): readonly GroupValues[] => tracks.map(({ group }) => group);

  it('are those that all members report', () => {
    const members = { a: hosts('host', 'web1', 'web2', 'web3'), b: hosts('host', 'web2', 'web3', 'web4') };
    expect(groups(combined('a && b', false, members))).toEqual([{ host: 'web2' }, { host: 'web3' }]);
  });

  it('are compared by value, whatever the tag is called', () => {
    const members = { a: hosts('host', 'web4', 'web5'), c: hosts('service', 'web4') };
    expect(groups(combined('a && c', false, members))).toEqual([{ host: 'web4' }]);
  });

  it('join a finer grouping with a coarser one', () => {
    const fine = [
      track({ device: 'sda', host: 'db1' }, 'alert', 'ok'),
      track({ device: 'sdb', host: 'db2' }, 'alert', 'ok'),
    ];
    const members = { a: fine, b: hosts('host', 'db1') };
    expect(groups(combined('a && b', false, members))).toEqual([{ device: 'sda', host: 'db1' }]);
  });

  it('are all of them beside a member without groups', () => {
    const members = { a: hosts('host', 'web1', 'web2'), b: [track({}, 'alert', 'alert')] };
    expect(groups(combined('a && b', false, members))).toHaveLength(2);
  });

  it('are none when the groupings have nothing in common, and nothing ever fires', () => {
    expect(combined('a && b', false, { a: hosts('host', 'web1'), b: hosts('host', 'web2') })).toEqual([]);
  });
});
