import { spawnSync } from 'node:child_process';
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

const module = 'github.com/prometheus/prometheus';
const moduleVersion = 'v0.315.0';

/**
 * The real promtool, kept in `folder`: that of Debian's package, which is taken apart and not installed, else built from the Go module (minutes).
 * @returns its path, or what was tried
 */
export function findPromtool(folder) {
  const binary = path.join(folder, 'promtool');
  if (existsSync(binary)) return { binary };
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(path.join(tmpdir(), 'alerts-promtool-'));
  try {
    const tried = [];
    const found = fromDebian(aside, tried) ?? fromGo(aside, tried);
    if (found === undefined) return { missing: tried.join('\n') };
    const draft = `${binary}.${process.pid}`;
    copyFileSync(found, draft);
    chmodSync(draft, 0o755);
    renameSync(draft, binary);
    return { binary };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function fromDebian(folder, tried) {
  const download = () => spawnSync('apt-get', ['download', 'prometheus'], { cwd: folder, encoding: 'utf8' });
  let downloaded = download();
  if (downloaded.status !== 0) {
    spawnSync('apt-get', ['update'], { encoding: 'utf8' });
    downloaded = download();
  }
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) return failed(tried, 'apt-get download prometheus', downloaded);
  const unpacked = spawnSync('dpkg', ['-x', archive, 'unpacked'], { cwd: folder, encoding: 'utf8' });
  const file = path.join(folder, 'unpacked/usr/bin/promtool');
  return existsSync(file) ? file : failed(tried, `dpkg -x ${archive}`, unpacked);
}

function fromGo(folder, tried) {
  writeFileSync(path.join(folder, 'go.mod'), `module tools\n\ngo 1.25\n\nrequire ${module} ${moduleVersion}\n`);
  writeFileSync(
    path.join(folder, 'tools.go'),
    `//go:build tools\n\npackage tools\n\nimport _ "${module}/cmd/promtool"\n`,
  );
  const file = path.join(folder, 'promtool');
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const built = spawnSync('go', ['build', '-o', file, `${module}/cmd/promtool`], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return built.status === 0 ? file : failed(tried, `go build ${module}/cmd/promtool`, built);
}

function failed(tried, what, { error, stderr }) {
  tried.push(`${what}: ${error?.message ?? (stderr ?? '').slice(-500)}`);
  return undefined;
}
