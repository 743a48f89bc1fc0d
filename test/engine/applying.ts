import { expect } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import type { World } from './world.ts';

/** Applies everything, which has to succeed. @returns all that was printed */
export async function applyIn(world: World, ...more: string[]): Promise<string> {
  const applied = await world.run(['apply', '--yes', ...more]);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  return applied.stdout + applied.stderr;
}

/** What a live plan changes: identity, operation, inputs of updates. */
export async function changesIn(
  world: World,
  ...more: string[]
): Promise<(readonly [string, string, readonly string[]])[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units
    .flatMap(({ operations }) => operations)
    .filter(({ op }) => op !== 'same')
    .map(({ identity, op, changes }) => [identity, op, op === 'update' ? changes.map(({ path }) => path) : []]);
}

/** The state is lost: every object is found again, and none is there twice. */
export async function expectFoundAgain(world: World, ids: () => readonly string[]): Promise<void> {
  const before = ids();
  world.write('.alerts/state', undefined);
  world.write('.alerts/graph', undefined);
  await applyIn(world);
  expect(ids()).toEqual(before);
  expect(await changesIn(world, '--all')).toEqual([]);
}
