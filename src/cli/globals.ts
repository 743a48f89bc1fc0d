/** Names that only the definitions know; completion asks `alerts list --ids`. */
export type NameKind = 'alerts' | 'applications' | 'squads' | 'environments';

/** An option of a command, as data: commander, help and completion are made from it. */
export interface OptionSpec {
  /** As in commander: `-q, --quiet`, `--env <name>`, `--no-color`. */
  readonly flags: string;
  readonly summary: string;
  /** May be given several times, and takes lists with commas. */
  readonly repeats?: boolean;
  /** Repeatable, but a comma belongs to the value. */
  readonly verbatim?: boolean;
  readonly choices?: readonly string[];
  /** What completion offers where any text is legal. */
  readonly values?: readonly string[];
  /** Completed from the definitions. */
  readonly names?: NameKind;
  readonly default?: string;
}

/** Options of every command. */
export const outputOptions: readonly OptionSpec[] = [
  { flags: '--no-color', summary: 'plain text' },
  { flags: '-q, --quiet', summary: 'nothing on standard error but errors' },
  { flags: '--debug', summary: 'details of unexpected failures' },
];

/** The folder of definitions. */
export const directory: OptionSpec = {
  flags: '--dir <folder>',
  summary: 'folder of the definitions',
  default: 'alerts',
};

/** Options of every command that reads definitions. */
export const definitionOptions: readonly OptionSpec[] = [
  directory,
  { flags: '--no-cache', summary: 'compute everything anew' },
];

/** One or more environments. */
export const environment: OptionSpec = {
  flags: '--env <name>',
  summary: 'only this environment (repeatable)',
  repeats: true,
  names: 'environments',
};

/** What to look at. */
export const filterOptions: readonly OptionSpec[] = [
  environment,
  { flags: '--squad <id>', summary: 'only this squad (repeatable)', repeats: true, names: 'squads' },
  { flags: '--app <id>', summary: 'only this application (repeatable)', repeats: true, names: 'applications' },
  { flags: '--alert <id>', summary: 'only this alert (repeatable)', repeats: true, names: 'alerts' },
];

/** `--since REF`. */
export const since: OptionSpec = {
  flags: '--since <ref>',
  summary: 'only what changed since a revision, and what depends on it',
};

/** `--since REF` of commands that ask the engine. */
export const liveSince: OptionSpec = {
  flags: '--since <ref>',
  summary: 'only units whose definitions changed since a revision',
};

/** `--policy-from REF`. */
export const policyFrom: OptionSpec = {
  flags: '--policy-from <ref>',
  summary: 'judge by the policy of a revision, e.g. origin/main: suppressions, limits, exemptions',
};

/** `--fail-on SEVERITY`. */
export const failOn: OptionSpec = {
  flags: '--fail-on <severity>',
  summary: 'least severity that fails',
  choices: ['error', 'warning'],
  default: 'error',
};

/** `--dry-run`. */
export const dryRun: OptionSpec = { flags: '--dry-run', summary: 'show a diff, write nothing' };

/** `--format NAME[=FILE]` of a command that prints these. */
export function format(...names: string[]): OptionSpec {
  return {
    flags: '--format <name[=file]>',
    summary: `output format, repeatable: ${names.join(', ')}`,
    repeats: true,
    values: names,
  };
}
