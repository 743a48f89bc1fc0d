import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { markdown, seconds, writePage, type BenchmarkRow } from '../../../bench/report.mjs';
import { largeOrganisation } from '../definitions.ts';
import { plainEnvironment, startPlainCli } from '../plain-cli.ts';
import { engineTools } from '../tools.ts';
import { startWorld, type World } from '../world.ts';
import { bundleInline } from './plain-programs.ts';
import { memoryOf } from './process-tree.ts';

interface Measured {
  readonly seconds: number;
  /** Peak of the process and its descendants without the vendor's plugin, in MiB. */
  readonly megabytes: number;
}

const plugins = /pulumi-resource-/;

/** Runs a command in a world's folder and looks at its memory every 50 ms. */
async function measure(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const [file = '', ...args] = command;
  const start = process.hrtime.bigint();
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid ?? 0, plugins))), 50);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${String(code)}:\n${output}`);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: peak / 2 ** 20 };
}

async function worldWith(files: Readonly<Record<string, string>>): Promise<World> {
  const world = await startWorld(files);
  process.stderr.write(`${Object.keys(files).length} files in ${world.folder}\n`);
  return world;
}

const alerts = (...args: string[]): string[] => [process.execPath, path.resolve('bin/alerts.js'), ...args];

/** The same unit three ways: by us, by the plain CLI in YAML, by the Automation API in TypeScript. */
async function threeWays(
  count: number,
  verb: 'up' | 'preview',
): Promise<Record<'ours' | 'yaml' | 'typescript', Measured>> {
  const world = await worldWith(largeOrganisation(count, count));
  const unit = 'production.squad-0';
  const tools = await engineTools();
  try {
    for (const language of ['yaml', 'typescript'])
      await measure(alerts('compile', '--language', language, '-o', language), world.folder, world.env);
    const ours = await measure(
      verb === 'up' ? alerts('apply', '--yes') : alerts('plan', '--live'),
      world.folder,
      world.env,
    );
    const plain = async (name: string, command: (folder: string) => Promise<readonly string[]>): Promise<Measured> => {
      world.datadog.monitors.clear();
      const state = mkdtempSync(path.join(world.folder, 'state-'));
      const url = pathToFileURL(state).href;
      const cli = await startPlainCli(world, url);
      try {
        const folder = path.join(world.folder, name, unit);
        await cli.run(folder, ['stack', 'init', unit]);
        return await measure(await command(folder), folder, plainEnvironment(world, tools, url, cli.providers));
      } finally {
        await cli.close();
      }
    };
    const flags = ['--stack', unit, '--non-interactive', ...(verb === 'up' ? ['--yes', '--skip-preview'] : [])];
    const yaml = await plain('yaml', () => Promise.resolve([tools.pulumi, verb, ...flags]));
    const typescript = await plain('typescript', async (folder) => [
      process.execPath,
      await bundleInline(folder, `${verb}-${count}`),
      verb,
      'shop',
      unit,
    ]);
    return { ours, yaml, typescript };
  } finally {
    await world.close();
  }
}

function compared(
  what: string,
  ours: number,
  name: string,
  other: number,
  least: number,
  unit: 's' | 'MB',
): BenchmarkRow {
  const text = (value: number): string => (unit === 's' ? seconds(value) : `${Math.round(value)} MB`);
  return {
    what,
    measured: text(ours),
    compared: `${name}: ${text(other)}`,
    ratio: ours / other,
    limit: least === 1 ? `≤ ${name}` : `1/${least} of ${name}`,
    met: ours * least <= other,
  };
}

async function firstApply(count: number): Promise<BenchmarkRow[]> {
  const { ours, yaml, typescript } = await threeWays(count, 'up');
  const what = `first \`apply\` of ${count} monitors, one unit`;
  return [
    compared(what, ours.seconds, 'plain Pulumi, YAML', yaml.seconds, 10, 's'),
    compared(what, ours.seconds, 'plain Pulumi, TypeScript', typescript.seconds, 10, 's'),
  ];
}

async function livePlan(count: number): Promise<BenchmarkRow[]> {
  const { ours, yaml, typescript } = await threeWays(count, 'preview');
  const what = `\`plan --live\` of ${count} monitors, one unit`;
  return [
    compared(what, ours.seconds, 'plain Pulumi, TypeScript', typescript.seconds, 4, 's'),
    compared(what, ours.seconds, 'plain Pulumi, YAML', yaml.seconds, 1, 's'),
    compared(`${what}: peak memory`, ours.megabytes, 'plain Pulumi, TypeScript', typescript.megabytes, 5, 'MB'),
  ];
}

async function oneChanged(count: number): Promise<BenchmarkRow[]> {
  const world = await worldWith(largeOrganisation(count, 200));
  try {
    const first = await measure(alerts('apply', '--yes', '--quiet'), world.folder, world.env);
    const file = 'alerts/squad-1/app-20.yaml';
    const text = readFileSync(path.join(world.folder, file), 'utf8');
    world.write(file, text.replace('critical: 5,', 'critical: 50,'));
    const plan = await measure(alerts('plan', '--live'), world.folder, world.env);
    const squad = await measure(alerts('plan', '--live', '--squad', 'squad-1'), world.folder, world.env);
    const apply = await measure(alerts('apply', '--yes'), world.folder, world.env);
    const within = (what: string, value: Measured, most: number): BenchmarkRow => ({
      what: `${what}, one of ${count} alerts changed`,
      measured: seconds(value.seconds),
      limit: `${most} s`,
      met: value.seconds <= most,
    });
    return [
      { what: `first \`apply\` of ${count} alerts in ${count / 200} units`, measured: seconds(first.seconds) },
      within('`plan --live`', plan, 5),
      {
        ...within('`plan --live`', plan, 0),
        compared: `of that squad alone: ${seconds(squad.seconds)}`,
        ratio: plan.seconds / squad.seconds,
        limit: '2 ×',
        met: plan.seconds <= 2 * squad.seconds,
      },
      within('`apply`', apply, 8),
    ];
  } finally {
    await world.close();
  }
}

const parts: Readonly<Record<string, (scale: number) => Promise<BenchmarkRow[]>>> = {
  apply: (scale) => firstApply(1000 * scale),
  plan: (scale) => livePlan(2000 * scale),
  changed: (scale) => oneChanged(10_000 * scale),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Parts are ${Object.keys(parts).join(', ')}.`);
if (values.write && positionals.length > 0) throw new Error('--write replaces the whole table: name no parts.');
const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
mkdirSync('node_modules/.cache', { recursive: true });
try {
  const rows: BenchmarkRow[] = [];
  for (const name of chosen) rows.push(...((await parts[name]?.(Number(process.env['BENCH_SCALE'] ?? 1))) ?? []));
  const text = markdown(rows, 1);
  process.stdout.write(text);
  if (values.write) await writePage('docs/benchmarks.md', text, 'bench-live');
} finally {
  rmSync('node_modules/.cache/alerts-bench', { recursive: true, force: true });
}
