import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { jsonText, printable } from '../findings/printable.ts';
import { diagnose, type Diagnosis } from './doctor-checks.ts';
import { diagnoseEngine } from './doctor-engine.ts';

export interface DoctorOptions {
  readonly dir: string;
  readonly format?: readonly string[];
}

/** `alerts doctor`: what this machine and this repository lack, and the command that mends it. */
export async function run(options: DoctorOptions, host: Host): Promise<CommandResult> {
  const [format = 'text'] = options.format ?? [];
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`"alerts doctor" prints text or json, not "${format}".`);
  const checks = [...(await diagnose(options.dir, host)), ...(await diagnoseEngine(host))];
  const isBroken = checks.some((check) => check.status === 'broken');
  const text = format === 'json' ? jsonText({ version: 1, ok: !isBroken, checks }) : report(checks, host);
  return {
    exitCode: isBroken ? exitCodes.usage.code : exitCodes.fine.code,
    outputs: [{ target: 'stdout', text }],
  };
}

const marks: Readonly<Record<Diagnosis['status'], readonly [mark: string, color: number]>> = {
  ok: ['ok', 32],
  advice: ['could be better', 33],
  broken: ['broken', 31],
};

function report(checks: readonly Diagnosis[], host: Host): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  const lines = checks.map(({ name, status, detail, mend }) => {
    const [mark, color] = marks[status];
    const shown = host.color ? `\u001b[${color}m${mark}\u001b[39m` : mark;
    const line = `${name.padEnd(width)}  ${shown}${status === 'ok' ? '  ' : ': '}${printable(detail)}`;
    return mend === undefined ? line : `${line}\n${' '.repeat(width)}  run: ${printable(mend)}`;
  });
  return `${lines.join('\n')}\n`;
}
