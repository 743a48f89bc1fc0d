import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { execForm, flagsAndWords, readDockerfile, refusal, type Instruction, type Stage } from './dockerfile.ts';

/** What a stage came to: its file system below a folder, and what its instructions say of processes. */
export interface Image {
  /** `/package` of the image is `ROOT/package`. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly volumes: readonly string[];
  readonly ports: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** The program that says whether a container is well. */
  readonly healthcheck: readonly string[];
}

type Draft = { -readonly [K in keyof Image]: Image[K] };

/** Ids of the user `node` of the images: https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user */
export const nodeUser = { uid: 1000, gid: 1000 };

/** Whether files can be given to other users here. */
export const isRoot = process.getuid?.() === 0;

/**
 * Carries out a Dockerfile as an engine would, without one: each stage has a folder that stands for `/`. Bases are not fetched: commands run with
 * this machine's Node and npm, in the folder of the stage, with an environment of their own.
 * @param context what is copied from
 * @throws Error for what cannot be carried out faithfully
 */
export function buildImage(text: string, context: string, folder: string): Image {
  if (existsSync(path.join(context, '.dockerignore'))) throw refusal(1, '.dockerignore');
  const images = new Map<string, Image>();
  let last: Image | undefined;
  for (const [index, stage] of readDockerfile(text).entries()) {
    last = buildStage(stage, context, path.join(folder, String(index)), images);
    if (stage.name !== undefined) images.set(stage.name, last);
  }
  if (!last) throw new Error('Dockerfile: there is no FROM.');
  return last;
}

function buildStage({ instructions }: Stage, context: string, root: string, images: ReadonlyMap<string, Image>): Image {
  const image: Draft = {
    root, env: {}, workdir: '/', user: 'root', volumes: [], ports: [], entrypoint: [], command: [], healthcheck: [],
  }; // prettier-ignore
  for (const one of ['home/node', 'tmp', 'usr']) mkdirSync(path.join(root, one), { recursive: true });
  for (const instruction of instructions) carryOut(instruction, image, context, images);
  return image;
}

function carryOut(instruction: Instruction, image: Draft, context: string, images: ReadonlyMap<string, Image>): void {
  const { name, text } = instruction;
  if (name === 'COPY') return copy(instruction, image, context, images);
  if (name === 'RUN') return run(instruction, image);
  if (name === 'WORKDIR') {
    image.workdir = path.posix.resolve(image.workdir, text);
    mkdirSync(path.join(image.root, image.workdir), { recursive: true });
  } else if (name === 'ENV') image.env = { ...image.env, ...variables(instruction) };
  else if (name === 'USER') image.user = text;
  else if (name === 'VOLUME') image.volumes = [...image.volumes, text];
  else if (name === 'EXPOSE') image.ports = [...image.ports, text];
  else if (name === 'ENTRYPOINT') image.entrypoint = execForm(instruction);
  else if (name === 'CMD') image.command = execForm(instruction);
  else if (name === 'HEALTHCHECK') image.healthcheck = healthcheck(instruction);
  else throw refusal(instruction.line, `${name} ${text}`);
}

function variables({ text, line }: Instruction): Record<string, string> {
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const [, name, value] = /^([A-Z_]+)=([^"'\s]+)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw refusal(line, pair);
      return [name, value];
    }),
  );
}

function healthcheck({ text, line, name }: Instruction): string[] {
  const [, flags, command] = /^((?:--[a-z-]+=\S+\s+)*)CMD\s+(\[.*\])$/.exec(text) ?? [];
  if (flags === undefined || command === undefined) throw refusal(line, text);
  return execForm({ text: command, line, name });
}

/** A folder's content goes into the target, a file into it when it ends with a slash. */
function copy(instruction: Instruction, image: Draft, context: string, images: ReadonlyMap<string, Image>): void {
  const { flags, words } = flagsAndWords(instruction, ['from', 'chown']);
  const stage = flags.get('from');
  const from = stage === undefined ? context : images.get(stage)?.root;
  const target = words.at(-1) ?? '';
  const sources = words.slice(0, -1);
  if (from === undefined || sources.length === 0) throw refusal(instruction.line, instruction.text);
  if (sources.length > 1 && !target.endsWith('/')) throw refusal(instruction.line, instruction.text);
  if (sources.some((one) => /[*?[]|(^|\/)\.\.(\/|$)/.test(one))) throw refusal(instruction.line, instruction.text);
  if (isRoot && (flags.get('chown') ?? 'root:root') !== 'root:root') throw refusal(instruction.line, instruction.text);
  const to = path.join(image.root, path.posix.resolve(image.workdir, target));
  for (const source of sources) {
    const file = path.join(from, source);
    const isFolder = lstatSync(file).isDirectory();
    cpSync(file, isFolder || !target.endsWith('/') ? to : path.join(to, path.basename(file)), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

/** Folders are made below the root of the stage; npm runs where the stage works. Whatever else a command may touch lies outside. */
function run({ text, line }: Instruction, image: Draft): void {
  const folder = /^install -d -o node -g node -m (0\d{3}) (\/\S+)$/.exec(text);
  if (folder) {
    const at = path.join(image.root, folder[2] ?? '');
    mkdirSync(at, { recursive: true });
    chmodSync(at, Number.parseInt(folder[1] ?? '', 8));
    if (isRoot) chownSync(at, nodeUser.uid, nodeUser.gid);
    return;
  }
  if (!/^npm [\w =-]+( && npm [\w =-]+)*$/.test(text)) throw refusal(line, text);
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', text], {
    cwd: path.join(image.root, image.workdir),
    env: {
      ...machineSettings(),
      PATH: process.env['PATH'] ?? '',
      HOME: path.join(image.root, 'home/node'),
      ...image.env,
    },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Dockerfile:${line}: "${text}" ended with ${status}:\n${stdout}\n${stderr}`);
}

/** How packages are had from here is the machine's business, not the image's. */
function machineSettings(): Record<string, string> {
  const { status, stdout } = spawnSync('npm', ['config', 'ls', '--json'], { encoding: 'utf8' });
  const config = status === 0 ? (JSON.parse(stdout) as Record<string, unknown>) : {};
  const settings = ['registry', 'cache', 'cafile'].filter((name) => typeof config[name] === 'string');
  const variables = Object.entries(process.env).filter(([name]) =>
    /^(https?_proxy|no_proxy|node_extra_ca_certs)$/i.test(name),
  );
  return Object.fromEntries([
    ...settings.map((name): [string, string] => [`npm_config_${name}`, String(config[name])]),
    ...variables.map(([name, value = '']): [string, string] => [name, value]),
  ]);
}

/** Takes away every right to write below a folder, as `docker run --read-only` does. */
export function makeReadOnly(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o555);
  chmodSync(folder, 0o555);
}
