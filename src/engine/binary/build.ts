import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineVersion } from './pinned.ts';
import type { World } from './world.ts';

/** A build may take this long on a slow machine with a cold cache. */
const buildTimeout = 20 * 60_000;

const pulumiModule = 'github.com/pulumi/pulumi';

/**
 * Builds the CLI from its Go module, whose versions and digests `engine/go.sum` pins (1.5 to 6 minutes, and 5 GB of Go's own caches).
 * @throws Error when Go is missing or the build fails
 */
export async function buildEngine(target: string, world: World): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.new`;
  const version = `-X ${pulumiModule}/sdk/v3/go/common/version.Version=v${engineVersion}`;
  const args = ['build', '-trimpath', '-mod=readonly', '-ldflags', `-s -w ${version}`, '-o', draft];
  const start = Date.now();
  const tick = setInterval(() => {
    world.progress(`building the engine from its Go module: ${Math.round((Date.now() - start) / 1000)} s`);
  }, 10_000);
  world.progress(`building the engine ${engineVersion} from its Go module (once; minutes)`);
  try {
    await go([...args, `${pulumiModule}/pkg/v3/cmd/pulumi`], moduleFolder(), world);
    await rename(draft, target);
  } finally {
    clearInterval(tick);
    await rm(draft, { force: true });
  }
}

function go(args: readonly string[], folder: string, { env, signal }: World): Promise<void> {
  const child = spawn('go', [...args], {
    cwd: folder,
    env: { ...env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: buildTimeout,
    ...(signal ? { signal } : {}),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-2000)));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      reject(new Error(missing ? 'Go is not on PATH' : error.message));
    });
    child.once('close', (code, ended) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `go build ended with ${ended ?? `status ${code}`}: ${said.trim().split('\n').slice(-5).join('\n')}`,
          ),
        );
    });
  });
}

/** `engine/` of the package, from sources and from the build alike. */
function moduleFolder(): string {
  for (let at = path.dirname(fileURLToPath(import.meta.url)); ; at = path.dirname(at)) {
    const folder = path.join(at, 'engine');
    if (existsSync(path.join(folder, 'go.mod'))) return folder;
    if (at === path.dirname(at)) throw new Error('The package lacks its folder "engine": install it again.');
  }
}
