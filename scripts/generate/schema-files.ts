import { kindSchemas, sharedParts, type VendorSchemas } from '../../src/definitions/schema/kinds.ts';
import type { Schema } from '../../src/definitions/schema/parts.ts';
import { vendorSchemas } from './vendor-schemas.ts';

/** The JSON Schemas for editors, one per kind and one for any document: file to text. */
export function schemaFiles(vendors: VendorSchemas = vendorSchemas()): [string, string][] {
  const { Alert: _resolved, ...schemas } = kindSchemas();
  const files = Object.entries(schemas).map(([kind, schema]): [string, Schema] => [
    `${fileName(kind)}.schema.json`,
    editorSchema(kind, schema),
  ]);
  const any: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'alerts definition',
    description: 'Any document of the definition format; the kind decides which fields it has.',
    type: 'object',
    allOf: Object.keys(schemas).map((kind) => ({
      if:
        kind === 'OpenSLO'
          ? { properties: { apiVersion: { const: 'openslo/v1' } }, required: ['apiVersion'] }
          : { properties: { kind: { const: kind }, apiVersion: { const: 'alerts/v1' } }, required: ['kind'] },
      then: { $ref: `${fileName(kind)}.schema.json` },
    })),
  };
  const definitions: Schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Shared parts',
    definitions: forEditors(sharedParts(vendors)),
  };
  return [
    ...files,
    ['definitions.schema.json', definitions] as [string, Schema],
    ['alerts.schema.json', any] as [string, Schema],
  ].map(([name, schema]) => [`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`]);
}

function fileName(kind: string): string {
  return kind === 'OpenSLO' ? 'openslo' : kind.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

function editorSchema(kind: string, schema: Schema): Schema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: kind, ...(forEditors(schema) as Schema) };
}

/** Editors see documents before `${}` is filled and know no `expected`: any scalar may be a reference, and `expected` becomes the hover text. */
function forEditors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forEditors);
  if (value === null || typeof value !== 'object') return value;
  const { expected, ...schema } = value as Record<string, unknown>;
  const inner: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, one]) => [key, key === 'enum' || key === 'const' ? one : forEditors(one)]),
  );
  if (typeof expected === 'string' && typeof inner['description'] === 'string')
    inner['markdownDescription'] = `${inner['description']}\n\nExpected: ${expected}.`;
  const types = [inner['type']].flat();
  if (typeof inner['pattern'] === 'string' && types.includes('string')) inner['pattern'] = `${inner['pattern']}|\\$\\{`;
  else if (inner['type'] === 'integer' || inner['type'] === 'number' || inner['type'] === 'boolean') {
    inner['type'] = [inner['type'] as string, 'string'];
    inner['pattern'] = '\\$\\{';
  } else if (Array.isArray(inner['enum']) && inner['description'] !== undefined) {
    const { description, markdownDescription, enum: values } = inner;
    return { description, markdownDescription, anyOf: [{ enum: values }, { type: 'string', pattern: '\\$\\{' }] };
  }
  return inner;
}
