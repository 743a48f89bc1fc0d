#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`alerts needs Node 20 or later; this is ${process.version}.\n`);
  process.exitCode = 2;
} else if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('alerts is not built yet: run "npm run build" in its folder.\n');
  process.exitCode = 2;
}
