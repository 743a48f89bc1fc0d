import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backend } from './backend.ts';

/** Where the CLI runs for one unit. */
export interface Workspace {
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Writes the files that the CLI wants around a stack. The project is the organisation's, the stack is the unit, as in compiled programs.
 */
export async function prepareWorkspace(
  folder: string,
  project: string,
  stack: string,
  backend: Backend,
): Promise<Workspace> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const settings = {
    name: project,
    description: 'Written by alerts for its engine; changes are lost.',
    runtime: 'nodejs',
    backend: { url: backend.url },
  };
  await writeIfNew(path.join(folder, 'Pulumi.yaml'), `${JSON.stringify(settings, undefined, 2)}\n`);
  if (backend.secretsProvider !== undefined) {
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    if (!existsSync(file)) await writeIfNew(file, `${JSON.stringify({ secretsprovider: backend.secretsProvider })}\n`);
  }
  return { folder, project, stack };
}

async function writeIfNew(file: string, text: string): Promise<void> {
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return;
  await writeFile(file, text, { mode: 0o600 });
}
