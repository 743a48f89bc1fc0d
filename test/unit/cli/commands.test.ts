import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../../src/cli/command-spec.ts';
import { commands } from '../../../src/cli/commands.ts';
import { wantsColor } from '../../../src/cli/host.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { runProgram } from '../../../src/cli/run-program.ts';
import { testHost } from '../../support/host.ts';

const flat = (specs: readonly CommandSpec[], parent: readonly string[] = []): [string, CommandSpec][] =>
  specs.flatMap((spec): [string, CommandSpec][] => {
    const path = [...parent, spec.name];
    return [[path.join(' '), spec], ...flat(spec.commands ?? [], path)];
  });
const all = flat(commands);

async function help(path: string): Promise<string> {
  let out = '';
  const streams = { out: async (text: string) => void (out += text), error: async () => undefined };
  await runProgram(createProgram, [...path.split(' ').filter(Boolean), '--help'], testHost(), streams);
  return out;
}

describe('the command table', () => {
  it.each(['', ...all.map(([path]) => path)])('help of "alerts %s" fits 80 columns', async (path) => {
    const text = await help(path);
    expect(text).toContain('Usage: alerts');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(all.filter(([, spec]) => spec.load))('"alerts %s" has a body', async (_path, spec) => {
    const module = await spec.load?.();
    expect(module?.run).toBeTypeOf('function');
  });

  it('has no name twice', () => {
    expect(new Set(all.map(([path]) => path)).size).toBe(all.length);
  });
});

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
  ])('%o on a terminal %s: %s', (env, isTerminal, expected) => {
    expect(wantsColor(env, isTerminal)).toBe(expected);
  });
});
