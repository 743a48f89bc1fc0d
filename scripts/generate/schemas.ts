import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kindSchemas, sharedParts } from '../../src/definitions/schema/kinds.ts';
import { vendorSchemas } from './vendor-schemas.ts';

/** Writes down the schemas of all kinds as the tool checks them, so that no run pays for building them. */
export async function generate(root: string): Promise<number> {
  const fresh = `${constant('kinds', kindSchemas())}${constant('shared', sharedParts(vendorSchemas()))}`;
  const target = path.join(root, 'src', 'definitions', 'schema', 'schemas.generated.js');
  await mkdir(path.dirname(target), { recursive: true });
  const old = await readFile(target, 'utf8').catch(() => '');
  if (old !== fresh) await writeFile(target, fresh);
  return 0;
}

/** Text that is parsed as JSON loads faster than the same as code. */
function constant(name: string, value: unknown): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value, withoutProse))});\n`;
}

/** What only people read; a property may have the same name, but its schema is no text and no list. */
function withoutProse(key: string, value: unknown): unknown {
  const prose = (key === 'description' && typeof value === 'string') || (key === 'examples' && Array.isArray(value));
  return prose ? undefined : value;
}
