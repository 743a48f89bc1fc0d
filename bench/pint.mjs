import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const version = 'v0.87.0';
const module = 'github.com/cloudflare/pint';

/**
 * Builds pint from its Go module into `folder` unless it is there already. A module of its own requires it, since
 * `go install` also asks for the list of all versions, which some module proxies refuse.
 * @returns its path, or the reason why there is none
 */
export function findPint(folder) {
  const binary = path.join(folder, `pint-${version}`);
  if (existsSync(binary)) return { binary, version };
  if (spawnSync('go', ['version']).error) return { missing: 'go not found' };
  const source = path.join(folder, 'pint-source');
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'go.mod'), `module bench\n\ngo 1.25\n\nrequire ${module} ${version}\n`);
  writeFileSync(path.join(source, 'tools.go'), `//go:build tools\n\npackage bench\n\nimport _ "${module}/cmd/pint"\n`);
  process.stderr.write(`Building pint ${version} once; this takes some minutes.\n`);
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const built = spawnSync('go', ['build', '-o', binary, `${module}/cmd/pint`], { cwd: source, env, encoding: 'utf8' });
  if (built.status === 0) return { binary, version };
  return { missing: `pint did not build: ${(built.stderr || 'go failed').trim().split('\n').at(-1)}` };
}
