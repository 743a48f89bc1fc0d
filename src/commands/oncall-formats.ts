import { namedFormats, type NamedFormat } from './named-formats.ts';

const formats = ['text', 'json', 'ics'] as const;

/** A format of who is on call. */
export type OnCallFormat = NamedFormat<(typeof formats)[number]>;

/** See {@link namedFormats}. */
export function onCallFormats(values?: readonly string[]): OnCallFormat[] {
  return namedFormats('oncall', formats, values);
}
