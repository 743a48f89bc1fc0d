// `npm run try`: bundles the tour and runs it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const outfile = path.join(root, 'node_modules', '.cache', 'alerts-try', 'tour.mjs');
await build({
  entryPoints: [path.join(root, 'test/engine/try/tour.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outfile,
  packages: 'external',
  logLevel: 'warning',
});
const { status, signal } = spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit' });
process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
