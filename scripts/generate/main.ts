import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { docPages } from './docs.ts';
import { schemaFiles } from './schema-files.ts';
import { reportStale, writeFiles } from './write-files.ts';
import { generate as generateSchemas } from './schemas.ts';

/** Writes schemas and pages; with `check` only says what is stale. Registries come first, in a run of their own: this one is built from them. */
export async function generate(root: string, check: boolean): Promise<number> {
  await generateSchemas(root);
  const files = new Map<string, string>([...schemaFiles(), ...(await docPages(root))]);
  const stale = await writeFiles(root, files, check);
  for (const file of await orphans(root, files)) {
    stale.push(`${file} (left over)`);
    if (!check) await rm(path.join(root, file));
  }
  return reportStale(stale, check);
}

/** Generated pages whose rule, provider or command is gone. */
async function orphans(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['docs/rules', 'docs/providers', 'docs/readiness', 'docs/commands']) {
    for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (entry.isFile() && !files.has(file)) found.push(file);
    }
  }
  return found;
}
