// Measures the tool: start, cold and warm runs, memory. Use: node bench/run.mjs [--tests] [--write] [--rounds N]; --tests measures tests of alerts only
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateAlertTests, generatePromtoolTests } from './generate-alert-tests.mjs';
import { generatePrometheus } from './generate-prometheus.mjs';
import { generateTree } from './generate-tree.mjs';
import { interleaved, runOnce } from './measure.mjs';
import { generateOnCall } from './oncall.mjs';
import { findPint } from './pint.mjs';
import { findPromtool } from './promtool.mjs';
import { markdown, seconds, writePage } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const sizes = [1_000, 5_000, 10_000];
const thousands = (count) => count.toLocaleString('en');

/** One run of the tool. */
function alerts(args, more = {}) {
  return { command: process.execPath, args: [path.join(root, 'bin/alerts.js'), ...args], cwd: root, ...more };
}

/** A row from one result, and from the one it is compared with; `limit` is `{ text, holds(value, other) }`. */
function row(what, result, limit, other, name) {
  const text = { what, limit: limit?.text };
  if (result.failed) return { ...text, failed: result.failed };
  const measured = { ...text, measured: seconds(result.seconds) };
  if (other?.failed) return { ...measured, failed: `${name}: ${other.failed}` };
  const compared = other && { compared: `${name}: ${seconds(other.seconds)}`, ratio: result.seconds / other.seconds };
  return { ...measured, ...compared, met: limit?.holds(result.seconds, other?.seconds) };
}

const within = (most) => ({ text: `${most} s`, holds: (value) => value <= most });

function start(rounds) {
  const limit = { text: '2.5 × `node -e 0`', holds: (value, other) => value <= 2.5 * other };
  const node = { command: process.execPath, args: ['-e', '0'] };
  const [bare, version, help] = interleaved([node, alerts(['--version']), alerts(['--help'])], rounds * 4);
  return [
    row('`alerts --version`', version, limit, bare, '`node -e 0`'),
    row('`alerts --help`', help, limit, bare, '`node -e 0`'),
  ];
}

function ownTree(rounds) {
  const [cold] = interleaved([alerts(['lint', '--dir', 'alerts', '--no-cache'])], rounds);
  return [row("`alerts lint`, this repository's tree, cold", cold, within(0.5))];
}

/** Cold runs of one size next to pint; those of the largest tree also give the peak of memory. */
function cold(count, folder, pint, rounds) {
  const [tree, rules] = [path.join(folder, `tree-${count}`), path.join(folder, `rules-${count}`)];
  generateTree(count, tree);
  generatePrometheus(count, rules);
  const ours = alerts(['lint', '--dir', tree, '--no-cache'], { memory: true });
  const theirs = { command: pint.binary, args: ['--offline', 'lint', rules], cwd: folder, memory: true };
  const [result, other = { failed: pint.missing }] = interleaved(pint.binary ? [ours, theirs] : [ours], rounds);
  const limit = { text: '≤ pint', holds: (value, least) => value <= least };
  const name = `pint${pint.version ? ` ${pint.version}` : ''}`;
  const what = `\`alerts lint\`, ${thousands(count)} alerts, cold`;
  return [row(what, result, limit, other, name), ...(count === sizes.at(-1) ? [peak(count, result, other, name)] : [])];
}

function peak(count, { megabytes, failed }, other, name) {
  const what = `Peak memory of the cold run, ${thousands(count)} alerts`;
  const limit = '500 MB';
  if (failed || megabytes === undefined) return { what, limit, failed: failed ?? 'GNU time not found' };
  const compared = other.megabytes && {
    compared: `${name}: ${Math.round(other.megabytes)} MB`,
    ratio: megabytes / other.megabytes,
  };
  return { what, limit, measured: `${Math.round(megabytes)} MB`, ...compared, met: megabytes <= 500 };
}

/** A file that differs after each call in one threshold, as it never was before: no cache can know the result. */
function changing(file) {
  const text = readFileSync(file, 'utf8');
  let turn = 0;
  return () => writeFileSync(file, text.replace(/critical: \d+ms/, `critical: ${1400 + 3 * turn++}ms`));
}

/** Runs after a change of one file among `count` alerts; plans compare with a commit, so the tree becomes a repository. */
function warm(count, folder, rounds) {
  const tree = path.join(folder, 'warm', 'alerts');
  const files = generateTree(count, tree);
  const [cwd, env] = [path.dirname(tree), { ALERTS_CACHE_DIR: path.join(folder, 'cache') }];
  commit(cwd);
  const prepare = changing(files[files.length >> 1]);
  const filled = runOnce(alerts(['lint'], { cwd, env }));
  const lint = alerts(['lint'], { cwd, env, prepare });
  const plan = alerts(['plan'], { cwd, env, prepare });
  const against = alerts(['plan', '--against', 'HEAD'], { cwd, env, prepare });
  const [linted, planned, compared] = interleaved([lint, plan, against], rounds);
  const first = { seconds: filled.seconds };
  const what = (verb) => `\`alerts ${verb}\`, ${thousands(count)} alerts, one file changed`;
  const name = 'first run, which fills the cache';
  return [
    row(what('lint'), linted, within(0.6), first, name),
    row(`${what('plan')}, nothing recorded`, planned, within(0.6), first, name),
    row(what('plan --against HEAD'), compared, within(0.6), first, name),
  ];
}

/** Coverage of a hundred squads over a year, minute-exact: the definitions are read and linted on the way. */
function coverage(folder, rounds) {
  const tree = path.join(folder, 'oncall');
  generateOnCall(100, tree);
  const range = ['--from', '2027-01-01T00:00Z', '--to', '2028-01-01T00:00Z'];
  const check = alerts(['oncall', '--check', '--dir', tree, '--no-cache', ...range]);
  const [checked] = interleaved([check], rounds);
  return [row('`alerts oncall --check`, 100 squads, a year', checked, within(3))];
}

/** One answer, and every instant of a year for every alert that pages: of this repository's tree, its cache warm. */
function routes(rounds) {
  const at = ['--env', 'production', '--at', '2026-11-29T03:00Z'];
  const one = alerts(['route', 'signature-api/signatures-drop', '--dir', 'alerts', ...at]);
  const sweep = alerts(['route', '--sweep', '--all', '--dir', 'alerts', ...at]);
  const list = alerts(['list', '--dir', 'alerts']);
  const [answered, swept, listed] = interleaved([one, sweep, list], rounds);
  const soon = { text: '`alerts list` + 0.05 s', holds: (value, other) => value <= other + 0.05 };
  return [
    row("`alerts route`, this repository's tree, warm", answered, soon, listed, '`alerts list`'),
    row("`alerts route --sweep --all`, this repository's tree, a year", swept, within(5)),
  ];
}

/**
 * Cases next to the same ones in promtool: as Datadog's alerts, which we evaluate, and as PromQL, which promtool does for us. What
 * promtool takes minutes for runs once.
 */
function alertTests(folder, base, rounds) {
  const [tree, promql, rules] = ['alert-tests', 'alert-tests-promql', 'promtool'].map((name) =>
    path.join(folder, name),
  );
  generateAlertTests(10_000, tree);
  generateAlertTests(1_000, promql, 'prometheus');
  const files = generatePromtoolTests(10_000, rules).map((file) => path.basename(file));
  const { binary, missing } = findPromtool(path.join(base, 'promtool'));
  const test = (dir) => alerts(['test', '--dir', dir, '--no-cache'], { env: { ALERTS_PROMTOOL: binary ?? '' } });
  const asked = (some) => once({ command: binary, args: ['test', 'rules', ...some], cwd: rules }, missing);
  const [tested] = interleaved([test(tree)], rounds);
  const name = promtoolName(binary);
  return [
    row('`alerts test`, 10,000 cases, cold', tested, within(6), asked(files), name),
    row(
      '`alerts test`, 1,000 cases of PromQL, cold',
      once(test(promql), missing),
      undefined,
      asked(files.slice(0, 100)),
      name,
    ),
  ];
}

function once(command, missing) {
  if (missing) return { failed: missing };
  const { seconds: taken, status } = runOnce(command);
  return status === 0 ? { seconds: taken } : { failed: `it ended with ${status}` };
}

function promtoolName(binary) {
  const { stdout = '', stderr = '' } = binary ? spawnSync(binary, ['--version'], { encoding: 'utf8' }) : {};
  return `promtool test rules${/version (\S+)/.exec(`${stdout}${stderr}`)?.[1]?.replace(/^/, ' ') ?? ''}`;
}

function commit(cwd) {
  const settings = ['user.name=bench', 'user.email=bench@bench.example', 'commit.gpgSign=false', 'core.hooksPath='];
  const options = settings.flatMap((setting) => ['-c', setting]);
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'bench'],
  ])
    spawnSync('git', [...options, ...args], { cwd });
}

async function main(args) {
  const rounds = args.includes('--rounds') ? Number(args[args.indexOf('--rounds') + 1]) : 5;
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1.');
  const [write, page] = [args.includes('--write'), path.join(root, 'docs/benchmarks.md')];
  const base = path.join(os.tmpdir(), 'alerts-bench');
  mkdirSync(base, { recursive: true });
  const pint = args.includes('--tests') ? {} : findPint(base);
  const folder = mkdtempSync(path.join(base, 'run-'));
  try {
    const tests = markdown(alertTests(folder, base, rounds), rounds);
    process.stdout.write(tests);
    if (write) await writePage(page, tests, 'bench-tests');
    if (args.includes('--tests')) return;
    const trees = sizes.flatMap((count) => cold(count, folder, pint, rounds));
    const rows = [
      ...start(rounds),
      ...ownTree(rounds),
      ...trees,
      ...warm(sizes.at(-1), folder, rounds),
      ...coverage(folder, rounds),
      ...routes(rounds),
    ];
    const text = markdown(rows, rounds);
    process.stdout.write(text);
    if (write) await writePage(page, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
