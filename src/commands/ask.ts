import { UsageError, type Host } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';

/** A value from the command line, else from the person at the terminal, else nothing. */
export async function askFor(given: string | undefined, question: string, host: Host): Promise<string | undefined> {
  if (given !== undefined) return given;
  return host.interactive ? (await host.ask(`${question}: `)) || undefined : undefined;
}

/** A value that the command cannot do without. */
export async function required(given: string | undefined, question: string, how: string, host: Host): Promise<string> {
  const value = await askFor(given, question, host);
  if (value === undefined) throw new UsageError(how);
  return value;
}

/** One of the known names; a typo is answered with the nearest. */
export function oneOf(value: string, known: readonly string[], noun: string): string {
  if (known.includes(value)) return value;
  const near = nearestName(value, known);
  const list = known.length <= 20 ? ` Known: ${known.join(', ')}.` : '';
  throw new UsageError(`There is no ${noun} "${value}".${near ? ` Did you mean "${near}"?` : list}`);
}

/** A new id of the format. */
export function checkedId(id: string, what: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) return id;
  throw new UsageError(
    `"${id}" cannot be the id of ${what}: use lower-case letters, digits and hyphens, at most 63 characters.`,
  );
}
