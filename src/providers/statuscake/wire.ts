import type { Json } from '../../graph/types.ts';
import { camelCase, snakeCase, type Fields } from '../rest-vendor.ts';
import { heartbeatType, shapes } from './shapes.ts';

/**
 * Properties as a form: lists are repeated with `[]` behind the name, an empty one is one empty element.
 * StatusCakeDev/statuscake-go, api_uptime.go
 */
export function formOf(properties: Fields): [string, string][] {
  return Object.entries(properties).flatMap(([name, value]): [string, string][] => {
    if (name === 'statusCodes') return [['status_codes_csv', (value as readonly Json[]).join(',')]];
    const field = snakeCase(name);
    if (!Array.isArray(value)) return [[field, String(value)]];
    return (value.length === 0 ? [''] : value).map((item: Json) => [`${field}[]`, String(item)]);
  });
}

/** An object's answer by our names, as far as a shape has them. */
export function propertiesOf(type: keyof typeof shapes, data: Fields): Fields {
  const { inputs, outputs = {} } = shapes[type] as { readonly inputs: object; readonly outputs?: object };
  const found: Record<string, Json> = {};
  for (const name of Object.keys({ ...inputs, ...outputs })) {
    const value = data[fieldOf(type, name)];
    if (value !== undefined && value !== null) found[name] = value;
  }
  return found;
}

function fieldOf(type: keyof typeof shapes, name: string): string {
  return type === heartbeatType && name === 'pingUrl' ? 'url' : snakeCase(name);
}

/** The property that a fault is about: `contact_groups.0` and `status_codes_csv` are fields, too. */
export function propertyOf(field: string): string {
  const [head = '', index] = field.split('.');
  const name = head === 'status_codes_csv' ? 'statusCodes' : camelCase(head.replace(/\[\]$/, ''));
  return index === undefined ? name : `${name}[${index}]`;
}
