import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A built file and everything that it imports before it runs. */
export function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/[=;}\n]require\("(\.[^"]+)"\)/g))
    loadedWith(path.resolve(path.dirname(file), name), seen);
  return seen;
}
