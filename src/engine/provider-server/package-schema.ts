import {
  alertsPlugin,
  type Properties,
  type Property,
  type RestShape,
  type RestVendor,
} from '../../providers/rest-vendor.ts';

type Spec = { readonly [key: string]: unknown };

/** The schema of the package, as Pulumi's tools read it (pulumi/pulumi, pkg/codegen/schema/pulumi.json). */
export function packageSchema(vendors: readonly RestVendor[]): string {
  const types: Record<string, Spec> = {};
  const resources: Record<string, Spec> = {};
  for (const vendor of vendors)
    for (const [type, { shape }] of Object.entries(vendor.resources))
      resources[type] = resourceSpec(type, shape, types);
  const variables = configVariables(vendors);
  return JSON.stringify({
    name: alertsPlugin.plugin,
    version: alertsPlugin.version,
    displayName: 'alerts',
    description: 'Objects of monitoring vendors that have no Pulumi package of their own.',
    license: 'Apache-2.0',
    config: { variables },
    provider: { description: 'Accounts at the vendors.', inputProperties: variables },
    resources,
    types,
  });
}

function resourceSpec(type: string, { summary, inputs, outputs = {} }: RestShape, types: Record<string, Spec>): Spec {
  const inputProperties = specs(inputs, type, types);
  return {
    description: summary,
    inputProperties,
    requiredInputs: requiredOf(inputs),
    properties: { ...inputProperties, ...specs(outputs, type, types) },
    required: requiredOf(inputs),
  };
}

function requiredOf(properties: Properties): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.required);
}

function specs(properties: Properties, owner: string, types: Record<string, Spec>): Record<string, Spec> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      {
        description: property.description,
        ...typeOf(property, `${owner}${name.charAt(0).toUpperCase()}${name.slice(1)}`, types),
        ...(property.secret ? { secret: true } : {}),
        ...(property.replaces ? { replaceOnChanges: true } : {}),
      },
    ]),
  );
}

/** Objects are types of their own, named after where they stand. */
function typeOf(property: Property, name: string, types: Record<string, Spec>): Spec {
  const { type, items = { type: 'string', description: '' }, properties } = property;
  if (type === 'json' || (type === 'object' && !properties)) return { $ref: 'pulumi.json#/Any' };
  if (type === 'list' || type === 'set') return { type: 'array', items: typeOf(items, name, types) };
  if (type === 'map') return { type: 'object', additionalProperties: typeOf(items, name, types) };
  if (type !== 'object') return { type };
  types[name] = {
    type: 'object',
    properties: specs(properties ?? {}, name, types),
    required: requiredOf(properties ?? {}),
  };
  return { $ref: `#/types/${name}` };
}

/** Settings as Pulumi's configuration names them: `statuscakeApiKey`. */
function configVariables(vendors: readonly RestVendor[]): Record<string, Spec> {
  return Object.fromEntries(
    vendors.flatMap(({ name, title, settings }) =>
      Object.entries(settings).map(([field, { description, variable, secret }]): [string, Spec] => [
        configName(name, field),
        {
          type: 'string',
          description: `${title}: ${description}`,
          defaultInfo: { environment: [variable] },
          ...(secret ? { secret: true } : {}),
        },
      ]),
    ),
  );
}

/** The configuration key of a vendor's setting. */
export function configName(vendor: string, field: string): string {
  return `${vendor}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}
