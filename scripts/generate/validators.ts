import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kindSchemas, sharedParts } from '../../src/definitions/schema/kinds.ts';
import { vendorSchemas } from './vendor-schemas.ts';

type Standalone = (ajv: Ajv, names: Record<string, string>) => string;

/** Compiles the schemas of all kinds to code, so that no run of the tool pays for it. */
export async function generate(root: string): Promise<number> {
  const schemas = kindSchemas();
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(['expected']);
  ajv.addSchema({ $id: 'definitions.schema.json', definitions: sharedParts(vendorSchemas()) });
  for (const [kind, schema] of Object.entries(schemas)) ajv.addSchema({ $id: `${kind}.schema.json`, ...schema });
  const imported = standaloneCode as unknown as { default?: Standalone } & Standalone;
  const standalone = imported.default ?? imported;
  const code = standalone(ajv, Object.fromEntries(Object.keys(schemas).map((kind) => [kind, `${kind}.schema.json`])));
  const bundled = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const target = path.join(root, 'src', 'definitions', 'schema', 'validators.generated.js');
  await mkdir(path.dirname(target), { recursive: true });
  const fresh = bundled.outputFiles[0]?.text ?? '';
  const old = await readFile(target, 'utf8').catch(() => '');
  if (old !== fresh) await writeFile(target, fresh);
  return 0;
}
