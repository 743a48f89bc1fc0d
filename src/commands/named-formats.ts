import { UsageError } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';

/** A format that was asked for, and the file it goes to. */
export interface NamedFormat<Name extends string> {
  readonly name: Name;
  readonly file?: string;
}

/**
 * The formats of `--format NAME[=FILE]`; text when there is none.
 * @param command as it is written after `alerts`
 * @param known what the command can write
 * @throws UsageError for one that does not exist
 */
export function namedFormats<Name extends string>(
  command: string,
  known: readonly Name[],
  values: readonly string[] = [],
): NamedFormat<Name>[] {
  return (values.length > 0 ? values : ['text']).map((value) => {
    const [, name = value, file] = /^([^=]*)=(.+)$/.exec(value) ?? [];
    const found = known.find((one) => one === name);
    if (found !== undefined) return { name: found, ...(file === undefined ? {} : { file }) };
    const near = nearestName(name, known);
    const hint = near ? ` Did you mean "${near}"?` : ` Formats: ${known.join(', ')}.`;
    throw new UsageError(`"alerts ${command}" has no format "${name}".${hint}`);
  });
}
