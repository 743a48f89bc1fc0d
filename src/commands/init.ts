import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { git } from '../git/git.ts';
import type { InitAnswers } from '../scaffold/init/answers.ts';
import { initFiles, type CiChoice, type ScaffoldFile } from '../scaffold/init/files.ts';
import { lastMonday } from '../scaffold/squad-file.ts';
import { idFrom } from '../scaffold/yaml-text.ts';
import { toolVersion } from '../version.ts';

export interface InitOptions {
  readonly dir: string;
  readonly name?: string;
  readonly ci?: CiChoice;
  readonly yes?: boolean;
}

/** `alerts init`: a repository to start from. What exists already is listed and left as it is. */
export async function run(options: InitOptions, host: Host): Promise<CommandResult> {
  const dir = folderOf(options.dir, host);
  const asks = host.interactive && options.yes !== true;
  const name = await nameOf(options.name, asks, host);
  const person = await personOf(asks, host);
  const answers: InitAnswers = {
    name,
    uid: randomBytes(5).toString('hex'),
    dir,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    person,
    firstMonday: lastMonday(host.now()),
    version: toolVersion,
  };
  const files = initFiles(answers, {
    ci: await ciOf(options.ci, asks, host),
    hasDefinitions: await hasDefinitions(path.join(host.cwd, dir)),
    installed: existsSync(path.join(host.cwd, 'node_modules', 'alerts-as-code')),
  });
  const missing = files.filter(({ file }) => !existsSync(path.join(host.cwd, file)));
  const kept = files.filter((file) => !missing.includes(file));
  const outputs = missing.map(({ file, text }): Output => ({ target: { file, create: true }, text }));
  return { exitCode: 0, outputs: [...outputs, { target: 'stderr', text: report(missing, kept, dir) }] };
}

function folderOf(dir: string, host: Host): string {
  const relative = path.relative(host.cwd, path.resolve(host.cwd, dir)).split(path.sep).join('/');
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative))
    throw new UsageError(`"${dir}" is not a folder below this one. Go to the root of the repository first.`);
  if (!/^[\w./-]+$/.test(relative))
    throw new UsageError(`"${dir}" cannot be used in scripts: use letters, digits, "-", "_" and "/".`);
  return relative;
}

async function nameOf(given: string | undefined, asks: boolean, host: Host): Promise<string> {
  const guess = idFrom(path.basename(host.cwd)) ?? 'acme';
  const name = given ?? (asks ? (await host.ask(`Name of the organisation (${guess}): `)) || guess : guess);
  const id = idFrom(name);
  if (id === undefined) throw new UsageError(`"${name}" has no letter or digit to make an id of, e.g. --name acme.`);
  return id;
}

async function ciOf(given: CiChoice | undefined, asks: boolean, host: Host): Promise<CiChoice> {
  if (given !== undefined) return given;
  const guess = existsSync(path.join(host.cwd, '.gitlab-ci.yml')) ? 'gitlab' : 'github';
  if (!asks) return guess;
  const answer = (await host.ask(`Continuous integration: github, gitlab, both or none (${guess}): `)) || guess;
  if (answer === 'github' || answer === 'gitlab' || answer === 'both' || answer === 'none') return answer;
  throw new UsageError(`"${answer}" is none of github, gitlab, both, none.`);
}

/** The first person: who is asked, else whom git knows; nobody is made up. */
async function personOf(asks: boolean, host: Host): Promise<InitAnswers['person']> {
  const known = { name: gitConfig('user.name', host), email: gitConfig('user.email', host) };
  const name = (asks && (await host.ask(`Your name${hint(known.name)}: `))) || known.name;
  const email = (asks && (await host.ask(`Your e-mail address${hint(known.email)}: `))) || known.email;
  return { id: idFrom(name ?? '') ?? 'first-person', ...(name ? { name } : {}), ...(email ? { email } : {}) };
}

function hint(value: string | undefined): string {
  return value === undefined ? '' : ` (${value})`;
}

function gitConfig(key: string, host: Host): string | undefined {
  try {
    return git(host.cwd, ['config', '--get', key]).toString('utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

async function hasDefinitions(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of entries.filter((one) => /\.ya?ml$/.test(one))) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => '');
    if (/^apiVersion:\s*alerts\//m.test(text)) return true;
  }
  return false;
}

function report(missing: readonly ScaffoldFile[], kept: readonly ScaffoldFile[], dir: string): string {
  const option = dir === 'alerts' ? '' : ` --dir ${dir}`;
  const lines = [
    ...missing.map(({ file }) => `created  ${file}`),
    ...kept.map(({ file, merge }) => `exists   ${file}, left as it is${merge === undefined ? '' : `: ${merge}`}`),
    '',
    ...(missing.some(({ file }) => file === 'package.json')
      ? ['Pipelines run what is locked: run "npm install" and commit package-lock.json.']
      : []),
    `Next: run "alerts lint${option}". It asks for what only you know: who else is on call, and what to do when it fires.`,
  ];
  return `${lines.join('\n')}\n`;
}
