import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { runProgram } from '../../../src/cli/run-program.ts';
import { readTree } from '../../../src/definitions/load/tree.ts';
import { readinessViews } from '../../../src/pipeline/readiness-views.ts';
import { run } from '../../../src/pipeline/run.ts';
import type { CheckExample, ReadinessCheck } from '../../../src/readiness/check.ts';
import { judge, type CheckResult } from '../../../src/readiness/evaluate.ts';
import { checkExampleFiles } from '../../../src/readiness/examples/example-files.ts';
import { forFolder, nextStepOf } from '../../../src/readiness/next-step.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { testHost } from '../../support/host.ts';
import { findingLines, testNow } from '../../support/tree.ts';
import { filledIn } from './fill-in.ts';

const sandbox = mkdtempSync(path.join(tmpdir(), 'alerts-readiness-'));
afterAll(() => rmSync(sandbox, { recursive: true, force: true }));
const store = new MemoryStore();
let count = 0;

/** A checkout on disk with the files of an example. */
function checkoutOf(example: CheckExample, dir = 'alerts'): string {
  const cwd = path.join(sandbox, String(count++));
  for (const [file, text] of Object.entries(checkExampleFiles(example))) {
    mkdirSync(path.dirname(path.join(cwd, dir, file)), { recursive: true });
    writeFileSync(path.join(cwd, dir, file), text);
  }
  return cwd;
}

async function judged(cwd: string, check: ReadinessCheck, example: CheckExample, dir = 'alerts'): Promise<CheckResult> {
  const result = await run(readTree(dir, cwd), { now: testNow, cache: store });
  const [view] = readinessViews(result, (id) => id === 'checkout-api')?.views ?? [];
  if (!view) throw new Error(findingLines(result).join('\n'));
  const [judgement] = forFolder(judge({ ...view, ...example.given }, [check]), dir);
  if (!judgement) throw new Error('not judged');
  return judgement;
}

/** Words of a command line; single quotes hold spaces together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

async function execute(command: string, cwd: string): Promise<{ readonly status: number; readonly said: string }> {
  const [program, ...args] = wordsOf(command);
  expect(program).toBe('alerts');
  let said = '';
  const hear = async (text: string): Promise<void> => void (said += text);
  const host = testHost({ cwd, env: { ALERTS_CACHE_DIR: path.join(sandbox, 'cache') } });
  const status = await runProgram(createProgram, args, host, { out: hear, error: hear });
  return { status, said };
}

const cases = checks.flatMap((check) =>
  check.examples.bad.map((example, index): [string, ReadinessCheck, CheckExample] => [
    `${check.id} ${index}`,
    check,
    example,
  ]),
);

describe('every gap has a next step', () => {
  it.each(cases)('%s', async (_, check, example) => {
    const { gaps } = await judged(checkoutOf(example), check, example);
    expect(gaps.length).toBeGreaterThan(0);
    for (const gap of gaps) {
      const step = nextStepOf(gap);
      if ('place' in step) expect(step.place).toMatch(/^alerts\/\S+:\d+:\d+$/);
      expect(step.help ?? '').not.toBe('');
      if ('command' in step) await followed(step.command, gap.message, check, example);
    }
  });

  it('names the folder of the definitions where it is not the usual one', async () => {
    const [check] = checks.filter(({ id }) => id === 'coverage/features');
    const [example] = check?.examples.bad ?? [];
    if (!check || !example) throw new Error('no example');
    const dir = "ops/people's alerts";
    const { gaps } = await judged(checkoutOf(example, dir), check, example, dir);
    expect(gaps.map(({ command }) => command)).toEqual([
      `alerts new alert checkout-api/chargeback --category errors --covers chargeback --dir 'ops/people'\\''s alerts'`,
    ]);
  });
});

/** A command that only tells more is run; after one that scaffolds, what is left are its empty fields, and with them the gap is gone. */
async function followed(command: string, message: string, check: ReadinessCheck, example: CheckExample): Promise<void> {
  const cwd = checkoutOf(example);
  const { status, said } = await execute(command, cwd);
  if (!command.startsWith('alerts new ')) {
    expect(status, said).toBeLessThanOrEqual(1);
    return;
  }
  expect(status, said).toBe(0);
  const [, id = ''] = /alerts new alert checkout-api\/(\S+)/.exec(command) ?? [];
  const file = path.join(cwd, 'alerts/payments/checkout-api.yaml');
  const empty = findingLines(await run(readTree('alerts', cwd), { now: testNow, cache: store })).filter((line) =>
    line.includes('schema/'),
  );
  expect(empty).not.toEqual([]);
  writeFileSync(file, filledIn(readFileSync(file, 'utf8'), id));
  const after = await judged(cwd, check, example);
  expect(after.gaps.map((gap) => gap.message)).not.toContain(message);
}
