import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { docPages } from './docs.ts';
import { providerRegistry, ruleRegistry } from './registries.ts';
import { schemaFiles } from './schema-files.ts';
import { generate as generateValidators } from './validators.ts';

/** Writes everything that is generated and tracked; with `check` only says what is stale. Returns the exit code. */
export async function generate(root: string, check: boolean): Promise<number> {
  await generateValidators(root);
  const files = new Map<string, string>([
    ['src/lint/registry.generated.ts', ruleRegistry(root)],
    ['src/providers/registry.ts', providerRegistry(root)],
    ...schemaFiles(),
    ...(await docPages(root)),
  ]);
  const stale: string[] = [];
  for (const [file, text] of files) {
    const absolute = path.join(root, file);
    const config = await prettier.resolveConfig(absolute);
    const fresh = await prettier.format(text, { ...config, filepath: absolute });
    const old = await readFile(absolute, 'utf8').catch(() => undefined);
    if (old === fresh) continue;
    stale.push(file);
    if (check) continue;
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute, fresh);
  }
  for (const file of await orphans(root, files)) {
    stale.push(`${file} (left over)`);
    if (!check) await rm(path.join(root, file));
  }
  if (check && stale.length > 0)
    process.stderr.write(`Stale, run "npm run generate":\n${stale.map((file) => `  ${file}\n`).join('')}`);
  return check && stale.length > 0 ? 1 : 0;
}

/** Generated pages whose rule, provider or command is gone. */
async function orphans(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['docs/rules', 'docs/providers', 'docs/commands']) {
    for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (entry.isFile() && !files.has(file)) found.push(file);
    }
  }
  return found;
}
