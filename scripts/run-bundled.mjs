// Bundles a program of the engine's tests and runs it: `npm run try`, `npm run bench:live`. Use: node scripts/run-bundled.mjs ENTRY [ARGS]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const [entry, ...args] = process.argv.slice(2);
const outfile = path.join(root, 'node_modules', '.cache', 'alerts-bundled', `${path.basename(entry, '.ts')}.mjs`);
await build({
  entryPoints: [path.join(root, entry)],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outfile,
  packages: 'external',
  logLevel: 'warning',
});
const { status, signal } = spawnSync(process.execPath, [outfile, ...args], { cwd: root, stdio: 'inherit' });
process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
