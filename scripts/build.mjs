// Builds dist/: the command line with its lazily loaded parts, and the worker of the pipeline.
import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const generated = spawnSync(process.execPath, [path.join(root, 'scripts', 'generate.mjs'), '--schemas'], {
  stdio: 'inherit',
});
if (generated.status !== 0) process.exit(generated.status ?? 1);

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const outdir = path.join(root, 'dist');
const staging = path.join(root, 'dist.next');
await rm(staging, { recursive: true, force: true });
const result = await build({
  entryPoints: { main: path.join(root, 'src/cli/main.ts'), worker: path.join(root, 'src/pipeline/worker.ts') },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outdir: staging,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['prettier'],
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 200,
  legalComments: 'none',
  write: false,
  banner: {
    js: "import { createRequire as alertsCreateRequire } from 'node:module'; const require = alertsCreateRequire(import.meta.url);",
  },
  define: {
    ALERTS_VERSION: JSON.stringify(version),
    ALERTS_BUILD: '"@@ALERTS_BUILD@@"',
    ALERTS_WORKER: '"@@ALERTS_WORKER@@"',
  },
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has said what is wrong
// The cache must not outlive the code that filled it: its key is a digest of the whole build.
const digest = createHash('sha256');
for (const file of result.outputFiles) digest.update(file.text);
const buildId = digest.digest('hex').slice(0, 16);
await rm(outdir, { recursive: true, force: true });
const { mkdir } = await import('node:fs/promises');
for (const file of result.outputFiles) {
  const target = path.join(outdir, path.relative(staging, file.path));
  await mkdir(path.dirname(target), { recursive: true });
  const toWorker = path.relative(path.dirname(target), path.join(outdir, 'worker.js')).split(path.sep).join('/');
  await writeFile(
    target,
    file.text.replaceAll('@@ALERTS_BUILD@@', buildId).replaceAll('@@ALERTS_WORKER@@', `./${toWorker}`),
  );
}
if ((await readdir(outdir)).length === 0) process.exit(1);
