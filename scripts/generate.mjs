// Bundles scripts/generate/main.ts (TypeScript) and runs it, so that generators share the code that the tool runs.
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const folder = await mkdtemp(path.join(root, 'node_modules', '.generate-'));
try {
  // Schemas and pages are built from the registries, so those are written before the rest is even bundled.
  const steps = process.argv.includes('--schemas') ? ['schemas'] : ['registries', 'main'];
  for (const step of steps) process.exitCode = Math.max(Number(process.exitCode ?? 0), await run(step));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(step) {
  const outfile = path.join(folder, `${step}.mjs`);
  await build({
    entryPoints: [path.join(root, 'scripts', 'generate', `${step}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    packages: 'external',
    logLevel: 'warning',
  });
  const { generate } = await import(pathToFileURL(outfile).href);
  return generate(root, process.argv.includes('--check'));
}
