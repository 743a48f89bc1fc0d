import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertsPlugin } from '../../providers/rest-vendor.ts';
import { EngineUnavailableError, pulumiHome, type World } from './world.ts';

/** The program that serves our own provider; it lies beside `alerts` itself. */
const program = fileURLToPath(new URL('../../../bin/pulumi-resource-alerts.js', import.meta.url));

/**
 * Puts our own provider where the plain Pulumi CLI looks for plugins, so that it runs compiled programs: a script that starts the program of this
 * installation. `alerts` itself needs no plugin for these vendors.
 * @returns the script
 * @throws EngineUnavailableError where scripts are not run as programs
 */
export async function installOwnPlugin(world: Pick<World, 'env'>): Promise<string> {
  if (process.platform === 'win32')
    throw new EngineUnavailableError('The plugin "alerts" runs on Linux and macOS; "alerts apply" needs none.');
  const { plugin, version } = alertsPlugin;
  const file = path.join(pulumiHome(world), 'plugins', `resource-${plugin}-v${version}`, `pulumi-resource-${plugin}`);
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(program)} "$@"\n`);
  await chmod(draft, 0o755);
  await rename(draft, file);
  return file;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
