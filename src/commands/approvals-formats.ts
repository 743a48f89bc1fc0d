import { UsageError } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';

const formats = ['text', 'json'] as const;

/** A format that was asked for, and the file it goes to. */
export interface ApprovalFormat {
  readonly name: (typeof formats)[number];
  readonly file?: string;
}

/**
 * The formats of `--format NAME[=FILE]`; text when there is none.
 * @throws UsageError for one that does not exist
 */
export function approvalFormats(command: string, values: readonly string[] = []): ApprovalFormat[] {
  return (values.length > 0 ? values : ['text']).map((value) => {
    const [, name = value, file] = /^([^=]*)=(.+)$/.exec(value) ?? [];
    const known = formats.find((one) => one === name);
    if (known) return { name: known, ...(file === undefined ? {} : { file }) };
    const near = nearestName(name, formats);
    const hint = near ? ` Did you mean "${near}"?` : ` Formats: ${formats.join(', ')}.`;
    throw new UsageError(`"alerts ${command}" has no format "${name}".${hint}`);
  });
}
