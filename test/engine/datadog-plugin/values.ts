import struct from 'google-protobuf/google/protobuf/struct_pb.js';

/** A property as it travels between engine and plugin. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export type Properties = { readonly [name: string]: Value };

/** What stands for a value that is known only after applying: https://pulumi-developer-docs.readthedocs.io/latest/docs/architecture/property-values.html */
export const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Where the bridge of Terraform providers notes which properties are defaults; no property of the resource. */
export const defaultsKey = '__defaults';

export function toProperties(message: struct.Struct | undefined): Properties {
  return (message?.toJavaScript() ?? {}) as Properties;
}

export function toStruct(properties: Readonly<Record<string, Value | undefined>>): struct.Struct {
  return struct.Struct.fromJavaScript(defined(properties) as Record<string, never>);
}

/** Without what is undefined. */
export function defined(properties: Readonly<Record<string, Value | undefined>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something in a value is not known yet. */
export function hasUnknowns(value: Value | undefined): boolean {
  if (value === unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknowns);
  return isProperties(value) && Object.values(value).some(hasUnknowns);
}

/** Without the properties in which something is not known yet. */
export function known(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !hasUnknowns(value)));
}

/** Without the lists of defaults, at any depth. */
export function bare(value: Value): Value {
  if (Array.isArray(value)) return value.map(bare);
  if (!isProperties(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== defaultsKey);
  return Object.fromEntries(kept.map(([name, one]) => [name, bare(one)]));
}

/** Terraform's zero values, which it cannot tell from nothing. */
export function isZero(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isProperties(value) && Object.entries(value).every(([name, one]) => name === defaultsKey || isZero(one));
}

export function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** As `GetOk` of Terraform's SDK has it: zero is nothing. */
export function nonZero(value: Value | undefined): number | undefined {
  return typeof value === 'number' && value !== 0 ? value : undefined;
}

export function flag(value: Value | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A list of texts; undefined when there is none. */
export function texts(value: Value | undefined): string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

/** A list of objects, empty when there is none. */
export function objects(value: Value | undefined): Properties[] {
  return Array.isArray(value) ? value.filter(isProperties) : [];
}

/** A number as Go prints it with `%v`, which is how the provider writes thresholds: `14.4`, `2e+06`. */
export function goNumber(value: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 21 && (exponent < 6 || !Number.isFinite(value))) return String(value);
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const digits = power.replace(/[+-]/, '').padStart(2, '0');
  return `${mantissa}e${power.startsWith('-') ? '-' : '+'}${digits}`;
}
