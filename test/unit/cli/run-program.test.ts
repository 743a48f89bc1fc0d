import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { CancelledError, UsageError, type CommandResult, type Host } from '../../../src/cli/command.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { runProgram } from '../../../src/cli/run-program.ts';
import { testHost } from '../../support/host.ts';

interface Heard {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function runBody(body: (host: Host) => Promise<CommandResult>, ...args: string[]): Promise<Heard> {
  const heard = { out: '', error: '' };
  const status = await runProgram(
    (host, sink) => {
      const program = new Command('alerts').exitOverride();
      const command = program.command('go').option('--debug').option('-q, --quiet');
      command.action(async (options: { quiet?: boolean }) => sink.done(await body(host), options));
      return program;
    },
    ['go', ...args],
    testHost(),
    { out: async (text) => void (heard.out += text), error: async (text) => void (heard.error += text) },
  );
  return { status, ...heard };
}

async function runLine(...args: string[]): Promise<Heard> {
  const heard = { out: '', error: '' };
  const streams = {
    out: async (text: string) => void (heard.out += text),
    error: async (text: string) => void (heard.error += text),
  };
  return { status: await runProgram(createProgram, args, testHost(), streams), ...heard };
}

describe('what a command came to', () => {
  it('goes to the streams, and gives the exit status', async () => {
    const outputs = [{ target: 'stdout', text: 'data' } as const, { target: 'stderr', text: 'rest' } as const];
    expect(await runBody(async () => ({ exitCode: 4, outputs }))).toEqual({ status: 4, out: 'data', error: 'rest' });
    expect(await runBody(async () => ({ exitCode: 4, outputs }), '-q')).toEqual({ status: 4, out: 'data', error: '' });
  });

  it('is 2 for wrong use', async () => {
    const { status, error } = await runBody(() => Promise.reject(new UsageError('Say which.')));
    expect([status, error]).toEqual([2, 'alerts: Say which.\n']);
  });

  it('is 130 when the person does not want to go on', async () => {
    expect((await runBody(() => Promise.reject(new CancelledError()))).status).toBe(130);
  });

  it('is 3 and one line for a defect; the stack only with --debug', async () => {
    const fail = (): Promise<CommandResult> => Promise.reject(new TypeError('x is no function'));
    const plain = await runBody(fail);
    expect(plain.status).toBe(3);
    expect(plain.error).toContain('unexpected failure: x is no function');
    expect(plain.error).toContain('--debug');
    expect(plain.error).not.toContain('run-program.test');
    expect((await runBody(fail, '--debug')).error).toContain('run-program.test');
  });

  it('never prints control characters of others', async () => {
    const { error } = await runBody(() => Promise.reject(new UsageError('no \u001b[31mfile\u202e')));
    expect(error.includes('\u001b') || error.includes('\u202e')).toBe(false);
  });
});

describe('the command line', () => {
  it('answers help and version with 0', async () => {
    expect((await runLine('--version')).status).toBe(0);
    const { status, out } = await runLine('lint', '--help');
    expect([status, out.startsWith('Usage: alerts lint')]).toEqual([0, true]);
  });

  it('answers typos with 2, one line and the nearest name', async () => {
    expect(await runLine('lnt')).toEqual({
      status: 2,
      out: '',
      error: `alerts: Unknown command 'lnt'. Did you mean "lint"?\n`,
    });
    expect((await runLine('lint', '--fromat', 'x')).error).toContain('"--format"');
  });
});
