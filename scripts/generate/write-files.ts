import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';

/** Writes generated files, formatted; with `check` writes nothing. Returns the paths that were not as they should be. */
export async function writeFiles(root: string, files: ReadonlyMap<string, string>, check: boolean): Promise<string[]> {
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
  return stale;
}

/** The exit status of a run: with `check`, stale files are named and fail it. */
export function reportStale(stale: readonly string[], check: boolean): number {
  if (!check || stale.length === 0) return 0;
  process.stderr.write(`Stale, run "npm run generate":\n${stale.map((file) => `  ${file}\n`).join('')}`);
  return 1;
}
