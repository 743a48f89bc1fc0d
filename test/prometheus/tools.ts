import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toolsFolder } from '../engine/tools-folder.ts';

const version = '0.315.0';

/**
 * The real promtool, kept between runs: that of Debian's package, else built from the Go module (minutes).
 * @throws Error that says what was tried
 */
export function promtool(): string {
  const file = path.join(toolsFolder(), 'promtool', `${process.platform}-${process.arch}`, 'promtool');
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-promtool-'));
  try {
    const tried: string[] = [];
    const built = fromDebian(folder, tried) ?? fromGo(folder, tried);
    if (built === undefined) throw new Error(`promtool cannot be had.\n${tried.join('\n')}`);
    const draft = `${file}.${process.pid}`;
    copyFileSync(built, draft);
    chmodSync(draft, 0o755);
    renameSync(draft, file);
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Needs no root: the package is taken apart, not installed. */
function fromDebian(folder: string, tried: string[]): string | undefined {
  const download = (): SpawnSyncReturns<string> =>
    spawnSync('apt-get', ['download', 'prometheus'], { cwd: folder, encoding: 'utf8' });
  let downloaded = download();
  if (downloaded.status !== 0) {
    spawnSync('apt-get', ['update'], { encoding: 'utf8' });
    downloaded = download();
  }
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) {
    tried.push(`apt-get download prometheus: ${downloaded.error?.message ?? downloaded.stderr.slice(-500)}`);
    return undefined;
  }
  const unpacked = spawnSync('dpkg', ['-x', archive, 'unpacked'], { cwd: folder, encoding: 'utf8' });
  const file = path.join(folder, 'unpacked/usr/bin/promtool');
  if (existsSync(file)) return file;
  tried.push(`dpkg -x ${archive}: ${unpacked.error?.message ?? unpacked.stderr.slice(-500)}`);
  return undefined;
}

function fromGo(folder: string, tried: string[]): string | undefined {
  const module = 'github.com/prometheus/prometheus';
  writeFileSync(path.join(folder, 'go.mod'), `module tools\n\ngo 1.25\n\nrequire ${module} v${version}\n`);
  writeFileSync(
    path.join(folder, 'tools.go'),
    `//go:build tools\n\npackage tools\n\nimport _ "${module}/cmd/promtool"\n`,
  );
  const file = path.join(folder, 'promtool');
  const { status, stderr, error } = spawnSync('go', ['build', '-o', file, `${module}/cmd/promtool`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  if (status === 0) return file;
  tried.push(`go build ${module}/cmd/promtool: ${error?.message ?? stderr.slice(-500)}`);
  return undefined;
}
