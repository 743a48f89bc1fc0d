import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { CodeLoader } from './code-loader.ts';

/** Identifies the build of the tool; the build script puts it in. */
declare const ALERTS_BUILD: string;

/** `dist/main.js`: starts the built program, or Pulumi's plugin, in the thread of the process as well as in the pipeline's other one. */
// V8 of Node 20 optimises functions after little use, and most of them have little more before a run ends. Waiting three times as long
// takes a fifth off the processor time of a run, of small trees and of large ones. Later versions have a cheaper tier in between.
if (isMainThread && process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=396000');

const folder = path.dirname(fileURLToPath(import.meta.url));
const code = path.join(folder, 'code', ALERTS_BUILD);
const machine = `${ALERTS_BUILD}-${process.version}-${process.arch}`;
const loader = new CodeLoader(path.join(folder, 'compiled', machine), createRequire(import.meta.url));

if (isMainThread) {
  const isPlugin = path.basename(process.argv[1] ?? '').startsWith('pulumi-resource-alerts');
  await (loader.load(path.join(code, isPlugin ? 'plugin.cjs' : 'main.cjs'))['finished'] as Promise<void>);
  loader.keep();
} else loader.load(path.join(code, 'worker.cjs'));
