// Builds dist/: the command line with its lazily loaded parts, and the worker of the pipeline.
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, transform } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const generated = spawnSync(process.execPath, [path.join(root, 'scripts', 'generate.mjs'), '--schemas'], {
  stdio: 'inherit',
});
if (generated.status !== 0) process.exit(generated.status ?? 1);

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const outdir = path.join(root, 'dist');
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
};
const program = await build({
  ...common,
  entryPoints: {
    main: path.join(root, 'src/cli/main.ts'),
    plugin: path.join(root, 'src/cli/plugin.ts'),
    worker: path.join(root, 'src/pipeline/worker.ts'),
  },
  splitting: true,
  format: 'esm',
  outdir: path.join(outdir, 'code'),
  outExtension: { '.js': '.cjs' },
  chunkNames: '[name]-[hash]',
  external: ['prettier', 'ical.js'],
  minifySyntax: true,
  minifyWhitespace: true,
  define: {
    ALERTS_VERSION: JSON.stringify(version),
    ALERTS_BUILD: '"@@ALERTS_BUILD@@"',
    ALERTS_WORKER: '"../../main.js"',
    'import.meta.url': 'alertsModuleUrl',
  },
}).catch(() => process.exit(1)); // esbuild has said what is wrong
// The cache must not outlive the code that filled it: its key is a digest of the whole build.
const digest = createHash('sha256');
for (const file of program.outputFiles) digest.update(file.text);
const buildId = digest.digest('hex').slice(0, 16);
const launcher = await build({
  ...common,
  entryPoints: { main: path.join(root, 'src/cli/launch.ts') },
  format: 'esm',
  outdir,
  define: { ALERTS_BUILD: JSON.stringify(buildId) },
}).catch(() => process.exit(1));

// Runs of the build before this one may still load their parts: they find them until that build is an hour old. A package has one build.
const kept = ['pack', 'publish'].includes(process.env.npm_command) ? 0 : 3_600_000;
const code = path.join(outdir, 'code');
await mkdir(code, { recursive: true });
for (const build of await readdir(code)) {
  const old = (await stat(path.join(code, build))).mtimeMs < Date.now() - kept;
  if (old && build !== buildId) await rm(path.join(code, build), { recursive: true, force: true });
}
// Not mkdtemp: whoever runs a package need not be who built it.
const aside = path.join(outdir, `building-${randomUUID()}`);
await mkdir(aside);
for (const file of program.outputFiles)
  await writeFile(
    path.join(aside, path.basename(file.path)),
    await commonJs(file.text.replaceAll('@@ALERTS_BUILD@@', buildId)),
  );
for (const file of launcher.outputFiles) await writeFile(path.join(aside, 'launch.js'), file.text);
await rename(aside, path.join(code, buildId)).catch(() => rm(aside, { recursive: true })); // this very build is there already
await copyFile(path.join(code, buildId, 'launch.js'), path.join(outdir, 'main.js.new'));
await rename(path.join(outdir, 'main.js.new'), path.join(outdir, 'main.js'));

/** esbuild splits modules only; the launcher needs what V8 keeps compiled code of: scripts. */
async function commonJs(text) {
  const settings = { format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': false } };
  const minified = { minifySyntax: true, minifyWhitespace: true, lineLimit: 200, legalComments: 'none' };
  return (await transform(text, { ...settings, ...minified })).code;
}
