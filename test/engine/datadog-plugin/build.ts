import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { packageSchema } from './schema/generate.ts';

const root = process.cwd();
const here = path.join(root, 'test/engine/datadog-plugin');
const cache = path.join(root, 'node_modules', '.cache', 'alerts-as-code');
const program = 'pulumi-resource-datadog';

/**
 * A stand-in for Pulumi's Datadog plugin, which cannot be had from a package registry: an executable file, bundled when its sources or the
 * packages in it changed. Anyone may call this at any time: what is built appears at once and whole.
 */
export async function buildDatadogPlugin(): Promise<string> {
  const folder = path.join(cache, `datadog-plugin-${fingerprint()}`);
  const file = path.join(folder, program);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(path.join(cache, 'draft-'));
  try {
    await write(draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(file)) throw error;
  }
  return file;
}

async function write(folder: string): Promise<void> {
  const schema = packageSchema(path.join(root, 'node_modules/@pulumi/datadog'));
  writeFileSync(path.join(folder, 'schema.json'), JSON.stringify(schema));
  const file = path.join(folder, program);
  await build({
    entryPoints: [path.join(here, 'main.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'error',
  });
  chmodSync(file, 0o755);
}

/** Of the sources here and the versions of what is bundled with them. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of sources.sort()) hash.update(file).update(readFileSync(path.join(here, file)));
  const packages = ['@pulumi/datadog', '@pulumi/pulumi', '@datadog/datadog-api-client', '@grpc/grpc-js', 'esbuild'];
  for (const name of packages) hash.update(versionOf(name));
  return hash.digest('hex').slice(0, 16);
}

function versionOf(name: string): string {
  const manifest = readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8');
  return `${name}@${(JSON.parse(manifest) as { version: string }).version}`;
}
