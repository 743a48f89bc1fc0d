import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { CodeLoader } from './code-loader.ts';

/** Identifies the build of the tool; the build script puts it in. */
declare const ALERTS_BUILD: string;

/** `dist/main.js`: starts the built program, in the thread of the process as well as in the pipeline's other one. */
const folder = path.dirname(fileURLToPath(import.meta.url));
const machine = `${ALERTS_BUILD}-${process.version}-${process.arch}`;
const loader = new CodeLoader(path.join(folder, 'compiled', machine), createRequire(import.meta.url));

if (isMainThread) {
  await (loader.load(path.join(folder, 'code', 'main.cjs'))['finished'] as Promise<void>);
  loader.keep();
} else loader.load(path.join(folder, 'code', 'worker.cjs'));
