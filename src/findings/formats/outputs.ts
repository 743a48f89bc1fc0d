import { posix } from 'node:path';
import { nearestName } from '../nearest-name.ts';
import { printableLine } from '../printable.ts';
import { formatNames, type FormatName } from './format.ts';

/** Where one format goes: to a file (as it was written on the command line), else to standard output. */
export interface OutputSpec<Name extends string = FormatName> {
  readonly format: Name;
  readonly file?: string;
}

/** `--format` was used wrongly; the message says what to do. */
export class FormatError extends Error {}

/**
 * Reads the values of `--format NAME[=FILE]`.
 * @param allowed formats that the command can write; all formats of findings by default
 * @throws FormatError for an unknown name, a missing file name, two formats on standard output, or two for one file
 */
export function parseOutputs(values: readonly string[]): OutputSpec[];
export function parseOutputs<Name extends string>(
  values: readonly string[],
  allowed: readonly Name[],
): OutputSpec<Name>[];
export function parseOutputs(
  values: readonly string[],
  allowed: readonly string[] = formatNames,
): OutputSpec<string>[] {
  const specs = values.map((value) => parseOutput(value, allowed));
  const taken = new Map<string, string>();
  for (const { format, file } of specs) {
    const target = file === undefined ? '' : posix.normalize(file);
    const other = taken.get(target);
    if (other !== undefined) throw new FormatError(conflict(other, format, file));
    taken.set(target, format);
  }
  return specs;
}

function parseOutput(value: string, allowed: readonly string[]): OutputSpec<string> {
  const separator = value.indexOf('=');
  const name = separator < 0 ? value : value.slice(0, separator);
  const format = allowed.find((one) => one === name);
  if (format === undefined) throw new FormatError(unknown(name, allowed));
  if (separator < 0) return { format };
  const file = value.slice(separator + 1);
  if (file === '') throw new FormatError(`--format ${value} names no file. Write --format ${format}=FILE.`);
  return { format, file };
}

function unknown(name: string, allowed: readonly string[]): string {
  const near = nearestName(name, allowed);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `--format: there is no format "${printableLine(name)}".${hint} Formats: ${allowed.join(', ')}.`;
}

function conflict(first: string, second: string, file: string | undefined): string {
  if (file === undefined)
    return `--format: ${first} and ${second} cannot both go to standard output. Give one a file: --format ${second}=FILE.`;
  return `--format: ${first} and ${second} cannot both go to ${printableLine(file)}. Give one another file.`;
}
