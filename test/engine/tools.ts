import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cachePath, locateEngine } from '../../src/engine/binary/locate.ts';
import { bucketServerPython, hasBucketServer } from './bucket/python.ts';
import { toolsFolder } from './tools-folder.ts';

/** Programs that tests of the engine run. */
export interface EngineTools {
  /** The Pulumi CLI. */
  readonly pulumi: string;
  /** The real Opsgenie plugin, built from Go modules. */
  readonly opsgenie: string;
  /** Lets the plain CLI run Pulumi YAML programs; goes on PATH beside it. */
  readonly yamlHost: string;
  /** Alertmanager, as a client of the simulated Opsgenie. */
  readonly alertmanager: string;
}

/** Folder of a Go module below this one, with a `build.sh OUT`, and the program that it builds. */
const programs = {
  opsgenie: ['opsgenie-provider', 'pulumi-resource-opsgenie'],
  yamlHost: ['yaml-language-host', 'pulumi-language-yaml'],
  alertmanager: ['alertmanager', 'alertmanager'],
} as const;

/**
 * Builds what is missing, one after another: each build uses every core. Tells on standard error what takes how long. Needs Go and a Go
 * module proxy, Python and a package index; tests of the engine fail without.
 * @throws Error that says what is missing
 */
export async function buildEngineTools(): Promise<EngineTools> {
  const world = { env: process.env, cwd: path.parse(process.cwd()).root, progress: say };
  await timed('server of buckets', hasBucketServer(), bucketServerPython);
  const engine = await timed('engine', existsSync(cachePath(world)), () => locateEngine(world));
  return {
    pulumi: engine.path,
    opsgenie: await timed('Opsgenie plugin', existsSync(target('opsgenie')), () => built('opsgenie')),
    yamlHost: await timed('YAML language host', existsSync(target('yamlHost')), () => built('yamlHost')),
    alertmanager: await timed('Alertmanager', existsSync(target('alertmanager')), () => built('alertmanager')),
  };
}

/** The programs, built before by {@link buildEngineTools}. */
export async function engineTools(): Promise<EngineTools> {
  return buildEngineTools();
}

async function timed<T>(what: string, isThere: boolean, build: () => Promise<T> | T): Promise<T> {
  const start = Date.now();
  const result = await build();
  if (!isThere) say(`${what}: ${Math.round((Date.now() - start) / 1000)} s`);
  return result;
}

function say(message: string): void {
  process.stderr.write(`tools of the engine's tests: ${message}\n`);
}

function built(program: keyof typeof programs): string {
  const file = target(program);
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  const { status, stderr, error } = spawnSync('bash', [path.join(sources(program), 'build.sh'), draft], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) {
    rmSync(draft, { force: true });
    throw new Error(
      `${programs[program][1]} cannot be built. Tests of the engine need Go 1.25 or later and a Go module proxy.\n${error?.message ?? stderr.slice(-2000)}`,
    );
  }
  renameSync(draft, file);
  return file;
}

/** Named after the digest of what it is built from: a changed source is another program. */
function target(program: keyof typeof programs): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of filesIn(sources(program)))
    hash.update(file.slice(sources(program).length)).update(readFileSync(file));
  return path.join(toolsFolder(), hash.digest('hex').slice(0, 16), programs[program][1]);
}

function sources(program: keyof typeof programs): string {
  return path.resolve('test/engine', programs[program][0]);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}
