import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kindSchemas } from '../../src/definitions/schema/kinds.ts';
import { vendorSchemas } from './vendor-schemas.ts';

type Standalone = (ajv: Ajv, names: Record<string, string>) => string;

/** Compiles the schemas of all kinds to code, so that no run of the tool pays for it. */
export async function generate(root: string): Promise<number> {
  const schemas = kindSchemas(vendorSchemas());
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    code: { source: true, esm: true, lines: false },
    schemas: Object.entries(schemas).map(([kind, schema]) => ({ $id: kind, ...schema })),
  });
  ajv.addVocabulary(['expected']);
  const imported = standaloneCode as unknown as { default?: Standalone } & Standalone;
  const standalone = imported.default ?? imported;
  const code = standalone(ajv, Object.fromEntries(Object.keys(schemas).map((kind) => [kind, kind])));
  const target = path.join(root, 'src', 'definitions', 'schema', 'validators.generated.js');
  await mkdir(path.dirname(target), { recursive: true });
  const fresh = `/* Generated from the schemas by scripts/generate/validators.ts. */\n${code.replace(/require\("(ajv\/[^"]+)"\)/g, '(await import("$1.js"))')}`;
  const old = await readFile(target, 'utf8').catch(() => '');
  if (old !== fresh) await writeFile(target, fresh);
  return 0;
}
