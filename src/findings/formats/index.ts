import { nearestName } from '../nearest-name.ts';
import type { FindingFormat } from './format.ts';

/** Where one format goes: a file, or standard output. */
export interface OutputSpec {
  readonly format: FormatName;
  readonly file?: string;
}

const loaders = {
  text: () => import('./text.ts'),
  json: () => import('./json.ts'),
  sarif: () => import('./sarif.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  junit: () => import('./junit.ts'),
  checkstyle: () => import('./checkstyle.ts'),
  rdjson: () => import('./rdjson.ts'),
  markdown: () => import('./markdown.ts'),
} satisfies Record<string, () => Promise<{ default: FindingFormat }>>;

export type FormatName = keyof typeof loaders;

/** Names of all formats. */
export const formatNames = Object.keys(loaders) as FormatName[];

/** A `--format` that cannot be followed; the message says what to do. */
export class FormatError extends Error {}

/** Loads a format. */
export async function loadFormat(name: FormatName): Promise<FindingFormat> {
  return (await loaders[name]()).default;
}

/**
 * Reads `--format NAME[=FILE]`, in order.
 * @throws FormatError for an unknown name, an empty file name, or two formats for standard output
 */
export function parseOutputs(values: readonly string[]): OutputSpec[] {
  const specs = values.map(parseOutput);
  const toStdout = specs.filter((spec) => spec.file === undefined);
  if (toStdout.length > 1)
    throw new FormatError(
      `Only one format can go to standard output, not ${toStdout.map((spec) => spec.format).join(' and ')}. Write the others to files: --format ${toStdout[1]?.format}=FILE.`,
    );
  return specs;
}

function parseOutput(value: string): OutputSpec {
  const equals = value.indexOf('=');
  const name = equals < 0 ? value : value.slice(0, equals);
  const format = formatNames.find((one) => one === name);
  if (!format) {
    const near = nearestName(name, formatNames);
    throw new FormatError(
      `There is no format "${name}".${near ? ` Did you mean "${near}"?` : ` Formats: ${formatNames.join(', ')}.`}`,
    );
  }
  if (equals < 0) return { format };
  if (equals === value.length - 1) throw new FormatError(`"${value}" names no file after "=".`);
  return { format, file: value.slice(equals + 1) };
}
