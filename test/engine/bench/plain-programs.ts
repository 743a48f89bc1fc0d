import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Runs a compiled TypeScript program inline, as the Automation API's documentation has it: `up`, `preview`, or `changes`, a preview that counts. */
const inline = (program: string): string => `
import { LocalWorkspace } from '@pulumi/pulumi/automation/index.js';
const [verb, projectName, stackName] = process.argv.slice(2);
const program = async () => { await import(${JSON.stringify(program)}); };
const stack = await LocalWorkspace.createOrSelectStack({ projectName, stackName, program });
const done = await (verb === 'up' ? stack.up({ onOutput: () => {} }) : stack.preview({ onOutput: () => {} }));
if (verb === 'changes') console.log(JSON.stringify(done.changeSummary));
process.exit();
`;

/** Bundles a compiled program with what runs it; the SDKs stay where they are installed. */
export async function bundleInline(program: string, name: string): Promise<string> {
  const folder = path.resolve('node_modules/.cache/alerts-bench');
  mkdirSync(folder, { recursive: true });
  const entry = path.join(folder, `${name}.entry.ts`);
  const outfile = path.join(folder, `${name}.mjs`);
  writeFileSync(entry, inline(path.join(program, 'index.ts')));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
