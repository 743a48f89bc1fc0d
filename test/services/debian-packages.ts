import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toolsFolder } from '../engine/tools-folder.ts';

/** RabbitMQ and the parts of Erlang that it needs, as Debian 12 names them. */
const packages = [
  'rabbitmq-server', 'erlang-base', 'erlang-asn1', 'erlang-crypto', 'erlang-eldap', 'erlang-ftp', 'erlang-inets', 'erlang-mnesia',
  'erlang-os-mon', 'erlang-parsetools', 'erlang-public-key', 'erlang-runtime-tools', 'erlang-snmp', 'erlang-ssl',
  'erlang-syntax-tools', 'erlang-tftp', 'erlang-tools', 'erlang-xmerl', 'libsctp1',
]; // prettier-ignore

/** Where the unpacked programs lie. */
export interface RabbitPrograms {
  /** `rabbitmq-server`, `rabbitmqctl`. */
  readonly sbin: string;
  /** `erl`, `escript`. */
  readonly erlang: string;
  readonly epmd: string;
}

/**
 * RabbitMQ from packages of Debian, fetched once and unpacked into the folder of tools: no root is needed, and nothing is installed.
 * @throws Error that says what is missing
 */
export function rabbitPrograms(): RabbitPrograms {
  const name = createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 16);
  const folder = path.join(toolsFolder(), `rabbitmq-${name}`);
  if (!existsSync(folder)) fetchInto(folder);
  const erlang = path.join(folder, 'usr/lib/erlang');
  const servers = path.join(folder, 'usr/lib/rabbitmq/lib');
  const [server = ''] = readdirSync(servers);
  const [runtime = ''] = readdirSync(erlang).filter((one) => one.startsWith('erts-'));
  return {
    sbin: path.join(servers, server, 'sbin'),
    erlang: path.join(erlang, 'bin'),
    epmd: path.join(erlang, runtime, 'bin', 'epmd'),
  };
}

function fetchInto(folder: string): void {
  const start = Date.now();
  const draft = `${folder}.${process.pid}`;
  const downloads = path.join(draft, 'downloads');
  mkdirSync(downloads, { recursive: true });
  try {
    download(downloads);
    for (const file of readdirSync(downloads).filter((one) => one.endsWith('.deb')))
      run('dpkg', ['-x', path.join(downloads, file), draft], downloads);
    rmSync(downloads, { recursive: true });
    // Erlang knows where it was meant to be installed.
    const program = path.join(draft, 'usr/lib/erlang/bin/erl');
    writeFileSync(
      program,
      readFileSync(program, 'utf8').replaceAll('/usr/lib/erlang', path.join(folder, 'usr/lib/erlang')),
    );
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  process.stderr.write(`tools of the tests of services: RabbitMQ: ${Math.round((Date.now() - start) / 1000)} s\n`);
}

/** The machine's lists of packages may be old or missing; then own ones are fetched beside the packages. */
function download(folder: string): void {
  if (spawnSync('apt-get', ['download', ...packages], { cwd: folder, stdio: 'ignore' }).status === 0) return;
  const own = ['Dir::State::lists', 'Dir::Cache'].flatMap((name) => {
    const place = path.join(folder, name.replaceAll(':', '-'));
    mkdirSync(path.join(place, 'partial'), { recursive: true });
    return ['-o', `${name}=${place}`];
  });
  run('apt-get', [...own, 'update'], folder);
  run('apt-get', [...own, 'download', ...packages], folder);
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0)
    throw new Error(
      `RabbitMQ cannot be had. Tests of services need apt-get, dpkg and an archive of Debian 12.\n${error?.message ?? stderr.slice(-2000)}`,
    );
}
