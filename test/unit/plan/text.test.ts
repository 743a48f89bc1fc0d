import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffGraphs } from '../../../src/graph/diff.ts';
import { sideOfGraph } from '../../../src/graph/graph-side.ts';
import { cells } from '../../../src/plan/cells.ts';
import { renderPlanText } from '../../../src/plan/text.ts';
import { graphWith, monitor } from '../graph/sample.ts';
import { hostilePlan, samplePlan } from './sample-plan.ts';

describe('renderPlanText', () => {
  test('shows deletions, causes, units, squads and the sum', async () => {
    await expect(renderPlanText(samplePlan(), { color: 0 })).toMatchFileSnapshot('expected/plan.txt');
  });

  test('is cut to the terminal', async () => {
    const text = renderPlanText(samplePlan(), { color: 0, width: 60 });
    await expect(text).toMatchFileSnapshot('expected/plan-60.txt');
    expect(Math.max(...text.split('\n').slice(0, -2).map(cells))).toBeLessThanOrEqual(60);
  });

  test('verbose shows creations with their inputs', async () => {
    const plan = diffGraphs(sideOfGraph(graphWith()), sideOfGraph(graphWith(monitor('production/a/x'))), {
      complete: true,
    });
    await expect(renderPlanText(plan, { color: 0, verbose: true })).toMatchFileSnapshot('expected/plan-verbose.txt');
    expect(renderPlanText(plan, { color: 0 })).not.toContain('message');
  });

  test('colours are chalk’s', () => {
    expect(renderPlanText(samplePlan(), { color: 1 })).toContain('\u001b[31m');
    expect(renderPlanText(samplePlan(), { color: 0 })).not.toContain('\u001b');
  });

  test('nothing to do is said', () => {
    const side = sideOfGraph(graphWith(monitor('production/a/x')));
    expect(renderPlanText(diffGraphs(side, side), { color: 0 })).toBe('Plan: nothing to do; 1 unchanged.\n');
  });

  test('many creations are counted per application', () => {
    const nodes = Array.from({ length: 1001 }, (_, index) => monitor(`production/app${index % 3}/alert-${index}`));
    const plan = diffGraphs(sideOfGraph(graphWith()), sideOfGraph(graphWith(...nodes)));
    expect(renderPlanText(plan, { color: 0 })).toContain('  app0\n    + 334 to create\n');
    expect(renderPlanText(plan, { color: 0, verbose: true }).split('\n').length).toBeGreaterThan(1000);
  });

  test('no text reaches the terminal as a command', () => {
    const nasty = fc.array(fc.constantFrom('\u001b[2J', '\r', '\n', '\u202e', '\u0007', 'x', '\u009b1m', '\t'));
    fc.assert(
      fc.property(nasty, fc.constantFrom(undefined, 40), (parts, width) => {
        const options = width === undefined ? {} : { width };
        const text = renderPlanText(hostilePlan(parts.join('')), { color: 0, ...options });
        // oxlint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});
