import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Builds `dist/` unless it is newer than everything that it is made of. */
export function buildIfStale(root: string): void {
  const built = statSync(path.join(root, 'dist', 'main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['src', 'scripts', 'package.json', 'package-lock.json'].map((name) => path.join(root, name));
  if (Math.max(...sources.map(newest)) < built) return;
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
}

function newest(file: string): number {
  const stats = statSync(file);
  // What the build itself writes into the sources is no reason to build again.
  if (!stats.isDirectory()) return /\.generated\.(js|d\.ts)$/.test(file) ? 0 : stats.mtimeMs;
  return Math.max(
    stats.mtimeMs * Number(!/generated|schema$/.test(file)),
    ...readdirSync(file).map((name) => newest(path.join(file, name))),
  );
}
