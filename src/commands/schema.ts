import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { UsageError, type CommandResult } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';

/** `alerts schema [KIND]`: the JSON Schema that editors complete from, or the names of all. */
export async function run(kind: string | undefined): Promise<CommandResult> {
  const folder = await schemaFolder();
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => name.replace('.schema.json', ''))
    .sort();
  if (kind === undefined)
    return {
      exitCode: 0,
      outputs: [
        { target: 'stdout', text: `${names.map((name) => path.join(folder, `${name}.schema.json`)).join('\n')}\n` },
      ],
    };
  const wanted = kind.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  if (!names.includes(wanted)) {
    const near = nearestName(wanted, names);
    throw new UsageError(
      `There is no schema "${kind}".${near ? ` Did you mean "${near}"?` : ` Schemas: ${names.join(', ')}.`}`,
    );
  }
  return {
    exitCode: 0,
    outputs: [{ target: 'stdout', text: await readFile(path.join(folder, `${wanted}.schema.json`), 'utf8') }],
  };
}

/** The package's folder of schemas, seen from the built file as well as from the sources. */
async function schemaFolder(): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const up of ['..', '../..', '../../..']) {
    const candidate = path.resolve(here, up, 'schemas');
    if (
      await readdir(candidate).then(
        (names) => names.includes('alerts.schema.json'),
        () => false,
      )
    )
      return candidate;
  }
  throw new UsageError('The schemas of this installation are missing. Reinstall alerts-as-code.');
}
