import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Declarations, type Members } from './declarations.ts';
import type { ObjectSpec, PackageSchema, PropertySpec, ResourceSpec } from './types.ts';

/** The resource types that the plugin knows: file in `@pulumi/datadog`, and class. */
const resources = {
  'datadog:index/monitor:Monitor': ['monitor', 'Monitor'],
  'datadog:index/serviceLevelObjective:ServiceLevelObjective': ['serviceLevelObjective', 'ServiceLevelObjective'],
  'datadog:index/downtimeSchedule:DowntimeSchedule': ['downtimeSchedule', 'DowntimeSchedule'],
} as const;

const token = (name: string): string => `datadog:index/${name}:${name}`;
const reference = (name: string): string => `#/types/${token(name)}`;

/**
 * The schema that the types of `@pulumi/datadog` in `folder` stand for, so that the plugin takes what that package takes and nothing
 * else. Whole numbers are `number`, which the declarations say.
 */
export function packageSchema(folder: string): PackageSchema {
  const declarations = (file: string): Declarations => new Declarations(path.join(folder, `${file}.d.ts`), reference);
  const inputs = declarations('types/input');
  const types: Record<string, ObjectSpec> = {};
  const collect = ({ properties }: Members): void => {
    for (const name of Object.values(properties).flatMap(referenced)) {
      if (types[token(name)]) continue;
      const members = inputs.members(name);
      types[token(name)] = { type: 'object', ...members };
      collect(members);
    }
  };
  const specs = Object.entries(resources).map(([type, [file, name]]): [string, ResourceSpec] => {
    const declared = declarations(file);
    const args = declared.members(`${name}Args`);
    const { properties, required } = declared.members(name);
    collect(args);
    return [type, { properties, required, inputProperties: args.properties, requiredInputs: args.required }];
  });
  const provider = declarations('provider').members('ProviderArgs');
  collect(provider);
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return {
    name: 'datadog',
    version,
    types,
    resources: Object.fromEntries(specs),
    provider: { inputProperties: provider.properties, requiredInputs: provider.required },
    config: { variables: provider.properties },
  };
}

/** Names of the interfaces that a property mentions. */
function referenced({ $ref, items, additionalProperties }: PropertySpec): string[] {
  if ($ref !== undefined) return [$ref.slice($ref.lastIndexOf(':') + 1)];
  return [items, additionalProperties].flatMap((one) => (one ? referenced(one) : []));
}
