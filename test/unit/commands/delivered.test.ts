import { describe, expect, it } from 'vitest';
import { readTree } from '../../../src/definitions/load/tree.ts';
import { deliveredNote, withoutDelivered } from '../../../src/commands/delivered.ts';
import { unitSources } from '../../../src/commands/live-session.ts';
import { offlinePlan, plannedSince } from '../../../src/commands/plan-sides.ts';
import { run } from '../../../src/pipeline/run.ts';
import { isDelivered } from '../../../src/providers/resource-type.ts';
import { testNow } from '../../support/tree.ts';

const nothing = { units: [], details: () => [] };

describe('what is delivered as files', async () => {
  const result = await run(readTree('alerts', process.cwd()), { now: testNow });

  it('is in no unit that is applied, and keeps no other vendor out of it', () => {
    const unit = unitSources(result).find(({ name }) => name === 'production.platform');
    const types = new Set(unit?.nodes().map(({ type }) => type));
    expect([...types].filter(isDelivered)).toEqual([]);
    expect(types).toContain('datadog:index/monitor:Monitor');
    expect(unit?.identities.filter((identity) => identity.includes('/control-plane/'))).toEqual([]);
  });

  it('is shown by plans, and is no change that applying would bring about', () => {
    const shown = offlinePlan(nothing, result).units.flatMap(({ operations }) => operations);
    expect(shown.filter(({ type }) => isDelivered(type)).length).toBeGreaterThan(0);
    const applied = plannedSince(nothing, result);
    expect(withoutDelivered(offlinePlan(nothing, result)).units.flatMap(({ operations }) => operations).length).toBe(
      applied.units.flatMap(({ operations }) => operations).length,
    );
    expect(deliveredNote(result).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^note: \d+ resources are delivered as files and never applied/),
    ]);
  });
});
