// Bundles scripts/generate/main.ts (TypeScript) and runs it, so that generators share the code that the tool runs.
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const folder = await mkdtemp(path.join(root, 'node_modules', '.generate-'));
try {
  const only = process.argv.includes('--validators') ? 'validators' : 'main';
  const outfile = path.join(folder, 'generate.mjs');
  await build({
    entryPoints: [path.join(root, 'scripts', 'generate', `${only}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    packages: 'external',
    logLevel: 'warning',
  });
  const { generate } = await import(pathToFileURL(outfile).href);
  process.exitCode = await generate(root, process.argv.includes('--check'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
