import { describe, expect, it } from 'vitest';
import { readinessViews } from '../../../src/pipeline/readiness-views.ts';
import type { CheckExample, ReadinessCheck } from '../../../src/readiness/check.ts';
import type { ReadinessView } from '../../../src/readiness/view.ts';
import { judge, type CheckResult } from '../../../src/readiness/evaluate.ts';
import { checkExampleFiles } from '../../../src/readiness/examples/example-files.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { findingLines, runTexts } from '../../support/tree.ts';

const known = new Map<string, Promise<ReadinessView>>();

/** Many examples are the ready tree itself, which is read once. */
function viewOf(files: Record<string, string>): Promise<ReadinessView> {
  const key = JSON.stringify(files);
  const view = known.get(key) ?? read(files);
  known.set(key, view);
  return view;
}

async function read(files: Record<string, string>): Promise<ReadinessView> {
  const run = await runTexts(files);
  const [view] = readinessViews(run, (application) => application === 'checkout-api')?.views ?? [];
  if (!view) throw new Error(`the example cannot be read:\n${findingLines(run).join('\n')}`);
  return view;
}

async function results(example: CheckExample, some: readonly ReadinessCheck[]): Promise<CheckResult[]> {
  return judge({ ...(await viewOf(checkExampleFiles(example))), ...example.given }, some);
}

const said = ({ check, verdict, gaps, reason }: CheckResult): string =>
  `${check.id}: ${verdict} ${reason ?? gaps.map(({ message }) => message).join(' ')}`;

it('finds nothing in the ready tree, in which lint finds nothing either', async () => {
  expect(findingLines(await runTexts(checkExampleFiles({}))).filter((line) => line.includes(' error '))).toEqual([]);
  const open = (await results({}, checks)).filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  expect(open.map(said)).toEqual([]);
});

it('has at least 45 checks with distinct ids and a number of the catalogue', () => {
  expect(checks.length).toBeGreaterThanOrEqual(45);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.filter(({ code }) => !/^RD-\d{3}$/.test(code))).toEqual([]);
});

describe.each(checks.map((check): [string, ReadinessCheck] => [check.id, check]))('%s', (_, check) => {
  it('has examples', () => {
    expect(check.examples.bad.length * check.examples.good.length).toBeGreaterThan(0);
  });

  it.each(check.examples.bad.map((example, index): [number, CheckExample] => [index, example]))(
    'finds a gap in bad example %i, at a place, with help',
    async (_index, example) => {
      const [result] = await results(example, [check]);
      expect(result && said(result)).toMatch(/: fail /);
      expect(result?.gaps.every(({ help, command }) => help !== undefined || command !== undefined)).toBe(true);
    },
  );

  it.each(check.examples.good.map((example, index): [number, CheckExample] => [index, example]))(
    'finds none in good example %i',
    async (_index, example) => {
      const [result] = await results(example, [check]);
      expect(result && said(result)).toMatch(/: (pass|not-applicable) /);
    },
  );
});
