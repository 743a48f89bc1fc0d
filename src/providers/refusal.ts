import { refusedFields as datadog } from './datadog/refusal.ts';

/** What each vendor's refusals speak of, by the package of its resource types. */
const vendors: Readonly<Record<string, (type: string, refusal: string) => readonly string[]>> = { datadog };

/**
 * Fields of a definition that a vendor's refusal may speak of, dotted, the likeliest first. `source.*.*` stands for the fields of the source.
 * @param type of the resource that was refused
 */
export function refusedFields(type: string, refusal: string): readonly string[] {
  return vendors[type.slice(0, type.indexOf(':'))]?.(type, refusal) ?? [];
}
