import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstBaseline, parseBaseline, ratchet, shrunk } from '../../../src/readiness/baseline.ts';
import type { ReadinessCheck } from '../../../src/readiness/check.ts';
import { stageOn, type CheckResult } from '../../../src/readiness/evaluate.ts';
import { readinessPolicy } from '../../../src/readiness/policy.ts';
import { scorecardOf } from '../../../src/readiness/scorecard.ts';
import type { ReadinessView } from '../../../src/readiness/view.ts';

const check = (id: string, level: ReadinessCheck['level'], effort: 1 | 2 | 3): ReadinessCheck =>
  ({ id, level, effort }) as ReadinessCheck;
const result = (one: ReadinessCheck, verdict: CheckResult['verdict'], gaps = 1): CheckResult =>
  ({
    check: one,
    application: 'a',
    verdict,
    gaps: Array.from({ length: gaps }),
    exempt: [],
    stage: 'enforce',
  }) as CheckResult;

it('begins a stage on its day and is one stage milder before', () => {
  expect(stageOn('2026-11-22', { stage: 'enforce', from: '2026-11-23' })).toBe('warn');
  expect(stageOn('2026-11-23', { stage: 'enforce', from: '2026-11-23' })).toBe('enforce');
  expect(stageOn('2026-11-22', { stage: 'warn', from: '2026-11-23' })).toBe('preview');
  expect(stageOn('2026-11-22', { stage: 'preview', from: '2026-11-23' })).toBe('preview');
});

it('is at the level below the first that is open, and names the cheapest steps first', () => {
  const view = { id: 'a', squad: { id: 's' }, tier: 1, types: [] } as unknown as ReadinessView;
  const results = [
    result(check('b/one', 'bronze', 1), 'pass', 0),
    result(check('s/dear', 'silver', 3), 'fail'),
    result(check('s/many', 'silver', 1), 'fail', 5),
    result(check('s/cheap', 'silver', 2), 'fail'),
    result(check('s/exempt', 'silver', 1), 'exempt'),
    result(check('g/one', 'gold', 1), 'fail'),
  ];
  const card = scorecardOf(view, results);
  expect(card.level).toBe('bronze');
  expect(card.nextLevel).toBe('silver');
  expect(card.steps.map(({ check: { id } }) => id)).toEqual(['s/cheap', 's/dear', 's/many']);
  expect(card.counts).toEqual({ pass: 1, fail: 4, exempt: 1, 'not-applicable': 0, unknown: 0 });
});

it('takes what is unknown for open: it never passes silently', () => {
  const view = { id: 'a', squad: { id: 's' }, tier: 1, types: [] } as unknown as ReadinessView;
  expect(scorecardOf(view, [result(check('b/one', 'bronze', 1), 'unknown', 0)]).level).toBe('not-ready');
});

const verdicts = fc.constantFrom<CheckResult['verdict']>('pass', 'fail', 'exempt', 'not-applicable', 'unknown');
const runs = fc.array(verdicts, { minLength: 1, maxLength: 12 });
const named = (list: readonly CheckResult['verdict'][]): CheckResult[] =>
  list.map((verdict, index) => result(check(`x/${index}`, 'bronze', 1), verdict));

it('a baseline of today leaves nothing to block, and never grows by itself', () => {
  fc.assert(
    fc.property(runs, runs, (before, after) => {
      const baseline = firstBaseline(named(before));
      expect(ratchet(named(before), baseline).fresh).toEqual([]);
      const next = shrunk(baseline, ratchet(named(after), baseline));
      for (const id of next['a'] ?? []) expect(baseline['a']).toContain(id);
      expect(parseBaseline(JSON.stringify({ version: 1, known: next }))).toEqual(next);
    }),
  );
});

it('reads no baseline that it did not write', () => {
  for (const text of ['', '[]', '{"version":2,"known":{}}', '{"version":1}', '{"version":1,"known":{"a":[1]}}'])
    expect(parseBaseline(text)).toBeUndefined();
});

it('takes policy from the project, and the documented one where it says nothing', () => {
  expect(readinessPolicy({})).toEqual({
    maturity: {},
    approvers: 'sre',
    maxExemption: { 1: 90, 2: 180, 3: 180, 4: 180 },
  });
  const stages = { 'tests/fires': { stage: 'enforce', from: '2027-03-01' } };
  const policy = readinessPolicy({ readiness: { checks: stages, approvers: 'safety', maxExemption: { 1: 30 } } });
  expect(policy.maturity).toEqual(stages);
  expect(policy.approvers).toBe('safety');
  expect(policy.maxExemption).toEqual({ 1: 30, 2: 180, 3: 180, 4: 180 });
});
