import type { CommandBody } from './command.ts';
import type { NameKind, OptionSpec } from './globals.ts';

/** A positional argument. */
export interface ArgumentSpec {
  /** As in commander: `<alert>`, `[kind]`. */
  readonly name: string;
  readonly summary: string;
  readonly choices?: readonly string[];
  /** Completed from the definitions. */
  readonly names?: NameKind;
}

/** A command, or a group of commands below one name. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Heading in the help of the parent; commands of one group stand together. */
  readonly group?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Command lines shown at the end of its help. */
  readonly examples?: readonly string[];
  /** Imports the body when the command runs, so that help and version load nothing. Absent for a group. */
  readonly load?: () => Promise<{ readonly run: CommandBody }>;
  readonly commands?: readonly CommandSpec[];
}
