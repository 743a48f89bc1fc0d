/** A property of a Pulumi package schema: https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/schema/. */
export interface PropertySpec {
  readonly type?: 'string' | 'number' | 'boolean' | 'array' | 'object';
  readonly items?: PropertySpec;
  readonly additionalProperties?: PropertySpec;
  /** `#/types/<token>` */
  readonly $ref?: string;
}

export interface ObjectSpec {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}

export interface ResourceSpec extends Omit<ObjectSpec, 'type'> {
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
}

/** As much of a package schema as three resource types need. */
export interface PackageSchema {
  readonly name: string;
  readonly version: string;
  readonly types: Readonly<Record<string, ObjectSpec>>;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly provider: Omit<ResourceSpec, 'properties' | 'required'>;
  readonly config: { readonly variables: Readonly<Record<string, PropertySpec>> };
}

/** The object type that a property refers to. */
export function objectOf(schema: PackageSchema, { $ref = '' }: PropertySpec): ObjectSpec | undefined {
  return schema.types[$ref.replace('#/types/', '')];
}
