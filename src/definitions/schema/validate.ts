import type { Finding } from '../../findings/finding.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import { entryAt, nearestNode, nodeAt, type Path, type YamlNode } from '../source/node.ts';
import { problemAt, type Place } from '../problem.ts';
import type { Kind } from '../types.ts';
import { schemaErrors } from './check.ts';
import { SchemaCompiler, type Compiled } from './compiled.ts';
import type { SchemaError } from './schema-error.ts';
import { kinds, shared } from './schemas.generated.js';

/** The kinds of documents, and an alert after templates and defaults. */
export type SchemaName = Kind | 'Alert';

const compiler = new SchemaCompiler(shared);
const compiled = new Map<SchemaName, Compiled>();

function compiledSchema(name: SchemaName): Compiled {
  let schema = compiled.get(name);
  if (!schema) compiled.set(name, (schema = compiler.compile(kinds[name] ?? {})));
  return schema;
}

/** One violation of a schema with the path it concerns. */
export interface Violation {
  readonly path: Path;
  readonly finding: Finding;
}

/**
 * Validates data against the schema of a kind. One mistake gives one violation. `lenient` holds for documents before templates
 * and variables are filled: there a text with `${` may stand for any scalar, and `null` removes.
 */
export function validate(
  name: SchemaName,
  root: YamlNode,
  data: unknown,
  options: { lenient: boolean; subject?: string },
): Violation[] {
  const errors = schemaErrors(compiledSchema(name), data);
  if (errors.length === 0) return [];
  const seen = new Set<string>();
  const violations: Violation[] = [];
  for (const error of errors) {
    if (isNoise(error) || (options.lenient && isPlaceholder(error))) continue;
    const path = pathOf(error);
    const key = `${JSON.stringify(path)} ${error.keyword === 'required' ? String(error.params['missingProperty']) : ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    violations.push({ path, finding: toFinding(name, error, path, root, options.subject) });
  }
  return violations;
}

/** An error inside `propertyNames` only repeats that of the keyword itself. */
function isNoise(error: SchemaError): boolean {
  return error.propertyName !== undefined && error.keyword !== 'propertyNames';
}

function isPlaceholder(error: SchemaError): boolean {
  if (error.keyword === 'additionalProperties' || error.keyword === 'required' || error.keyword === 'propertyNames')
    return false;
  const removes = error.data === null && error.path.length > 1 && removable.has(error.path[0]);
  return removes || (typeof error.data === 'string' && error.data.includes('${'));
}

const removable: ReadonlySet<unknown> = new Set(['alerts', 'defaults', 'use']);

function pathOf(error: SchemaError): Path {
  if (error.keyword === 'additionalProperties') return [...error.path, String(error.params['additionalProperty'])];
  if (error.keyword === 'propertyNames') return [...error.path, String(error.params['propertyName'])];
  return error.path;
}

function toFinding(
  name: SchemaName,
  error: SchemaError,
  path: Path,
  root: YamlNode,
  subject: string | undefined,
): Finding {
  const details = subject === undefined ? {} : { subject };
  if (error.keyword === 'additionalProperties') return unknownField(error, path, root, details);
  if (error.keyword === 'propertyNames') {
    const expected =
      (error.parentSchema['propertyNames'] as { expected?: string } | undefined)?.expected ?? 'another name';
    return problemAt(
      'schema/id',
      keyPlace(root, path),
      `"${String(path.at(-1))}" is not a valid name here; expected ${expected}.`,
      details,
    );
  }
  if (error.keyword === 'required') {
    const field = String(error.params['missingProperty']);
    return problemAt(
      'schema/required',
      containerPlace(root, path),
      `${path.length === 0 && name === 'Alert' ? 'The alert' : fieldName(path)} lacks the field "${field}"${describe(error, field)}.`,
      details,
    );
  }
  if (error.keyword === 'minProperties' || error.keyword === 'maxProperties')
    return wrongCount(error, path, root, details);
  const place = nodeAt(root, path) ?? nearestNode(root, path);
  if (error.keyword === 'minItems')
    return problemAt(
      'schema/value',
      place,
      `${fieldName(path)} must have at least ${String(error.params['limit'])} entry.`,
      details,
    );
  if (error.keyword === 'maxItems')
    return problemAt(
      'schema/value',
      place,
      `${fieldName(path)} must have at most ${String(error.params['limit'])} entry.`,
      details,
    );
  const expected = String(error.parentSchema['expected'] ?? error.message ?? 'another value');
  return problemAt(
    'schema/value',
    place,
    `${fieldName(path)} must be ${expected}${found(error, place)}.${suggestion(error)}`,
    details,
  );
}

function unknownField(error: SchemaError, path: Path, root: YamlNode, details: object): Finding {
  const known = Object.keys((error.parentSchema['properties'] as object | undefined) ?? {});
  const name = String(path.at(-1));
  const near = nearestName(name, known);
  const hint = near
    ? ` Did you mean "${near}"?`
    : known.length > 0 && known.length <= 12
      ? ` Known fields: ${known.join(', ')}.`
      : '';
  return problemAt(
    'schema/unknown-field',
    keyPlace(root, path),
    `The field "${name}" is unknown in ${fieldName(path.slice(0, -1), true)}.${hint}`,
    details,
  );
}

function wrongCount(error: SchemaError, path: Path, root: YamlNode, details: object): Finding {
  const known = Object.keys((error.parentSchema['properties'] as object | undefined) ?? {});
  const choice = known.length > 0 ? ` of ${known.join(', ')}` : '';
  const exactlyOne = error.parentSchema['maxProperties'] === 1;
  return problemAt(
    'schema/value',
    containerPlace(root, path),
    `${fieldName(path)} must have ${exactlyOne ? 'exactly' : error.keyword === 'minProperties' ? 'at least' : 'at most'} ${exactlyOne ? 'one' : String(error.params['limit'])}${choice}.`,
    details,
  );
}

function describe(error: SchemaError, field: string): string {
  const properties = error.parentSchema['properties'] as Record<string, { expected?: string }> | undefined;
  const expected = properties?.[field]?.expected;
  return expected ? ` (${expected})` : '';
}

function found(error: SchemaError, place: Place): string {
  const data = error.data;
  if (data === undefined) return '';
  if (data === null) return ', found nothing';
  if (typeof data === 'string') return `, found "${data.length > 60 ? `${data.slice(0, 57)}…` : data}"`;
  if (typeof data === 'object') return `, found a ${'kind' in place && place.kind === 'list' ? 'list' : 'mapping'}`;
  return `, found the ${typeof data} ${String(data)}${typeof data === 'number' && error.parentSchema['type'] === 'string' ? ' (quote it to make it a text)' : ''}`;
}

function suggestion(error: SchemaError): string {
  const allowed = error.parentSchema['enum'];
  if (typeof error.data !== 'string' || !Array.isArray(allowed)) return '';
  const near = nearestName(
    error.data,
    allowed.filter((value): value is string => typeof value === 'string'),
  );
  return near ? ` Did you mean "${near}"?` : '';
}

/** How messages name a path: the last field, or the whole document. */
function fieldName(path: Path, inside = false): string {
  const names = path.filter((step) => typeof step === 'string');
  const last = names.at(-1);
  if (last === undefined) return inside ? 'this document' : 'The document';
  const index = path.at(-1);
  const entry = typeof index === 'number' ? `entry ${index + 1} of ` : '';
  const name = `${entry}"${last}"`;
  return inside ? name : name.charAt(0).toUpperCase() + name.slice(1);
}

function keyPlace(root: YamlNode, path: Path): Place {
  const entry = entryAt(root, path);
  return entry
    ? { file: (nodeAt(root, path.slice(0, -1)) ?? root).file, start: entry.keyStart, end: entry.keyEnd }
    : nearestNode(root, path);
}

/** Something missing inside a mapping is shown at the mapping's key, or at the document's first line. */
function containerPlace(root: YamlNode, path: Path): Place {
  return entryAt(root, path) ? keyPlace(root, path) : nearestNode(root, path);
}
