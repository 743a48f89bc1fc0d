import { isJoin, isReference } from '../graph/references.ts';
import type { Reference, Value } from '../graph/types.ts';
import { ProgramError } from './options.ts';

/** How references are written, and which node is to blame. */
export interface YamlContext {
  readonly identity: string;
  /** `${name.id}` */
  readonly reference: (reference: Reference) => string;
}

/**
 * Text that Pulumi YAML reads as it is. Its parser takes `$$` for `$` and `${` for the start of a reference, everywhere in strings and in
 * nested keys (pulumi-yaml v1.30.0, pkg/pulumiyaml/ast/interpolation.go), so each `$` before one of these, and before a reference, is doubled.
 */
export function escapeText(text: string, beforeReference = false): string {
  return text.replace(beforeReference ? /\$(?=[${]|$)/g : /\$(?=[${])/g, '$$$$');
}

/**
 * A value in the words of Pulumi YAML. Members that are null are left out, as the engine does.
 * @throws ProgramError for keys that would call a function
 */
export function yamlValue(value: Value, context: YamlContext): unknown {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isReference(value)) return context.reference(value);
  if (isJoin(value)) return joined(value.$join, context);
  if (Array.isArray(value)) return value.map((element: Value) => yamlValue(element, context));
  return yamlFields(value as { readonly [key: string]: Value }, context, escapeText);
}

/** The inputs of a resource; their names are not interpolated, so those that would be are refused. */
export function yamlProperties(inputs: { readonly [key: string]: Value }, context: YamlContext): unknown {
  const odd = Object.keys(inputs).find((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  if (odd !== undefined)
    throw new ProgramError(`${context.identity} has an input named ${JSON.stringify(odd)}.`, context.identity);
  return yamlFields(inputs, context, (key) => key);
}

function yamlFields(
  fields: { readonly [key: string]: Value },
  context: YamlContext,
  writeKey: (key: string) => string,
): unknown {
  const members: [string, unknown][] = [];
  for (const [key, member] of Object.entries(fields)) {
    if (/^fn::/i.test(key))
      throw new ProgramError(
        `${context.identity} has the key ${JSON.stringify(key)}, which Pulumi YAML would call as a function: compile it as TypeScript.`,
        context.identity,
      );
    if (member !== null) members.push([writeKey(key), yamlValue(member, context)]);
  }
  return Object.fromEntries(members);
}

function joined(parts: readonly (string | Reference)[], context: YamlContext): string {
  let text = '';
  let pending = '';
  for (const part of parts) {
    if (typeof part === 'string') pending += part;
    else {
      text += escapeText(pending, true) + context.reference(part);
      pending = '';
    }
  }
  return text + escapeText(pending);
}
