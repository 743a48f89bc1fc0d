import { isJoin, isReference } from '../../graph/references.ts';
import type { Json, Reference, Value } from '../../graph/types.ts';
import { struct } from './protocol.ts';

/** What the engine takes for a value that is not known before something is applied (sdk/go/common/resource/plugin/rpc.go). */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Key under which the engine says what a special object is, e.g. a secret. */
const signatureKey = '4dabf18193072939515e22adb298388d';

/** The output that a reference stands for; undefined while it is unknown. */
export type ReferenceLookup = (reference: Reference) => Json | undefined;

/** Inputs with every reference replaced by its output, or by the engine's mark for an unknown one. */
export function resolveReferences(value: Value, lookup: ReferenceLookup): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isReference(value)) return lookup(value) ?? unknownValue;
  if (isJoin(value)) return joined(value.$join, lookup);
  if (Array.isArray(value)) return value.map((item: Value) => resolveReferences(item, lookup));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolveReferences(member, lookup)]));
}

function joined(parts: readonly (string | Reference)[], lookup: ReferenceLookup): string {
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? part : lookup(part);
    if (value === undefined || value === unknownValue) return unknownValue;
    text += String(value);
  }
  return text;
}

/** JSON as the engine's wire format has it. */
export function toStruct(value: { readonly [key: string]: Json }): InstanceType<typeof struct.Struct> {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

/** The engine's wire format as JSON; undefined is an empty object. */
export function fromStruct(value: InstanceType<typeof struct.Struct> | undefined): { [key: string]: Json } {
  return value ? (value.toJavaScript() as { [key: string]: Json }) : {};
}

const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** A value that the engine keeps encrypted and never shows (sdk/go/common/resource/properties.go). */
export function secretValue(value: Json): Json {
  return { [signatureKey]: secretSignature, value };
}

/** A secret's value; anything else as it is. */
export function withoutSecrecy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecrecy);
  const members = value as { readonly [key: string]: Json };
  if (members[signatureKey] === secretSignature) return withoutSecrecy(members['value'] ?? null);
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, withoutSecrecy(member)]));
}

/** Data of the engine without what is not a person's: secrets become `[secret]`, unknown values `(known after apply)`, `__` keys go. */
export function forPeople(value: unknown): Json {
  if (value === unknownValue) return '(known after apply)';
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  if (Array.isArray(value)) return value.map(forPeople);
  const members = value as Record<string, unknown>;
  if (members[signatureKey] !== undefined) return '[secret]';
  return Object.fromEntries(
    Object.entries(members)
      .filter(([key]) => !key.startsWith('__'))
      .map(([key, member]) => [key, forPeople(member)]),
  );
}
