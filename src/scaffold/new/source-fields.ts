import { conditionFields, requiredConditionFields } from '../../definitions/schema/alert.ts';
import type { Schema, SourceType } from '../../providers/provider.ts';
import { providers } from '../../providers/registry.ts';

/** A field that a person has to fill in, with what is said about it. */
export interface FieldToFill {
  readonly name: string;
  readonly description: string;
  readonly choices: readonly string[];
  /** Whether a text on one line can be its value. */
  readonly isScalar: boolean;
}

/** A kind of source by the name that commands use: `datadog.metric`, `prometheus`. */
export interface NamedSource {
  readonly name: string;
  /** Keys below `source` that lead to its fields. */
  readonly path: readonly string[];
  readonly type: SourceType;
}

/** Every kind of source of every vendor, sorted by name. */
export function allSources(): NamedSource[] {
  return providers
    .flatMap((provider) =>
      Object.entries(provider.sources).flatMap(([kind, type]): NamedSource[] => {
        // A vendor with one kind has its fields directly below its name; its other entry is for the schemas.
        if (kind !== '' && '' in provider.sources) return [];
        const path = [provider.name, kind].filter(Boolean);
        return [{ name: path.join('.'), path, type }];
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The fields without which a source measures nothing, then its unit where thresholds need one. */
export function sourceFields({ type }: NamedSource): FieldToFill[] {
  const properties = (type.schema['properties'] ?? {}) as Record<string, Schema>;
  const needsUnit = type.condition === 'measurement' && type.unit === undefined && 'unit' in properties;
  const names = [...(type.required ?? []), ...(needsUnit ? ['unit'] : [])];
  return names.map((name) => toFill(name, properties[name] ?? {}));
}

/** The fields of the condition that say when the alert fires. */
export function conditionFieldsOf({ type }: NamedSource): string[] {
  const admitted = conditionFields[type.condition] ?? [];
  const wanted = [...(requiredConditionFields[type.condition] ?? []), 'over', 'noData'];
  return type.condition === 'burn' ? wanted.slice(0, 3) : wanted.filter((name) => admitted.includes(name));
}

function toFill(name: string, schema: Schema): FieldToFill {
  const choices = Array.isArray(schema['enum']) ? schema['enum'].map(String) : [];
  const types = [schema['type']].flat();
  return {
    name,
    description: String(schema['description'] ?? '').replaceAll('\n', ' '),
    choices,
    isScalar: !types.includes('object') && !types.includes('array'),
  };
}
