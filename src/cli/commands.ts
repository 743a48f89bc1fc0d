import { applicationTypes, categories, priorities } from '../definitions/types.ts';
import type { CommandBody } from './command.ts';
import {
  definitionOptions,
  directory,
  environment,
  failOn,
  filterOptions,
  format,
  since,
  type NameKind,
  type OptionSpec,
} from './globals.ts';

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

const dryRun: OptionSpec = { flags: '--dry-run', summary: 'show a diff, write nothing' };

const check: readonly CommandSpec[] = [
  {
    name: 'lint',
    summary: 'report everything that is wrong with the definitions',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'markdown'),
      since,
      { flags: '--baseline <file>', summary: 'findings that are known and do not fail' },
      { flags: '--update-baseline', summary: 'make the findings of this run known' },
      failOn,
    ],
    examples: ['alerts lint --since origin/main', 'alerts lint --format text --format sarif=alerts.sarif'],
    load: () => import('../commands/lint.ts'),
  },
  {
    name: 'fix',
    summary: 'mend what can be mended safely',
    options: [...definitionOptions, dryRun],
    load: () => import('../commands/fix.ts'),
  },
  {
    name: 'explain',
    summary: 'what a rule demands, and why',
    arguments: [{ name: '<rule>', summary: 'e.g. threshold/order' }],
    load: () => import('../commands/explain.ts'),
  },
];

const change: readonly CommandSpec[] = [
  {
    name: 'plan',
    summary: 'what applying would change, against what is recorded or another commit',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json', 'markdown'),
      { flags: '--against <ref>', summary: 'compare with another commit instead of what is recorded' },
      { flags: '--fail-on-changes', summary: 'exit with 4 when anything would change' },
      { flags: '--verbose', summary: 'complete values, and what stays the same' },
    ],
    examples: ['alerts plan --against origin/main --format markdown=plan.md'],
    load: () => import('../commands/plan.ts'),
  },
  {
    name: 'compile',
    summary: 'write the Pulumi programs, one project per unit',
    options: [
      ...filterOptions,
      ...definitionOptions,
      { flags: '-o, --output <folder>', summary: 'where the programs go' },
      { flags: '--language <name>', summary: 'language of the programs', choices: ['typescript', 'yaml'] },
      format('json'),
    ],
    examples: ['alerts compile -o programs', 'alerts compile --format json --env production'],
    load: () => import('../commands/compile.ts'),
  },
];

const look: readonly CommandSpec[] = [
  {
    name: 'list',
    summary: 'the alerts that exist',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json'),
      {
        flags: '--ids <what>',
        summary: 'names only, one a line',
        choices: ['alerts', 'applications', 'squads', 'environments'],
      },
    ],
    load: () => import('../commands/list.ts'),
  },
  {
    name: 'show',
    summary: 'one alert resolved, with the origin of each value',
    arguments: [{ name: '<alert>', summary: 'application/alert', names: 'alerts' }],
    options: [environment, ...definitionOptions, format('text', 'json')],
    load: () => import('../commands/show.ts'),
  },
  {
    name: 'schema',
    summary: 'the JSON Schema that editors complete from',
    arguments: [{ name: '[kind]', summary: 'e.g. application' }],
    load: () => import('../commands/schema.ts'),
  },
];

const create: readonly CommandSpec[] = [
  {
    name: 'squad',
    summary: 'a folder with schedule, escalation and routing',
    arguments: [{ name: '[id]', summary: 'e.g. payments' }],
    options: [
      directory,
      { flags: '--member <id>', summary: 'a person of the squad (repeatable)', repeats: true },
      { flags: '--channel <name>', summary: 'its Slack channel; #squad-ID by default' },
    ],
    examples: ['alerts new squad payments --member ana,bo,cy'],
    load: () => import('../commands/new-squad.ts'),
  },
  {
    name: 'application',
    summary: "a file in the squad's folder",
    arguments: [{ name: '[squad/id]', summary: 'e.g. payments/checkout-api' }],
    options: [
      directory,
      { flags: '--tier <number>', summary: 'how much depends on it, 1 most', choices: ['1', '2', '3', '4'] },
      { flags: '--type <type>', summary: 'what it is made of (repeatable)', repeats: true, values: applicationTypes },
      { flags: '--feature <id>', summary: 'what it offers (repeatable)', repeats: true },
    ],
    examples: ['alerts new application payments/checkout-api --tier 1'],
    load: () => import('../commands/new-application.ts'),
  },
  {
    name: 'alert',
    summary: "an entry in the application's file",
    arguments: [{ name: '[app/id]', summary: 'e.g. checkout-api/card-errors' }],
    options: [
      directory,
      { flags: '--description <text>', summary: 'what is wrong when it fires' },
      { flags: '--priority <P1-P5>', summary: 'how urgent', choices: priorities },
      { flags: '--category <name>', summary: 'which symptom', choices: categories },
      { flags: '--source <vendor.kind>', summary: 'what measures it, e.g. datadog.metric' },
    ],
    examples: ['alerts new alert checkout-api/card-errors --source datadog.metric'],
    load: () => import('../commands/new-alert.ts'),
  },
];

const edit: readonly CommandSpec[] = [
  { name: 'new', summary: 'add a squad, an application or an alert', commands: create },
  {
    name: 'mv',
    summary: 'rename or move an alert or application, keeping its objects',
    arguments: [
      { name: '<from>', summary: 'application/alert, or application', names: 'alerts' },
      { name: '<to>', summary: 'application/alert, application, or squad/application' },
    ],
    options: [directory, dryRun],
    examples: [
      'alerts mv checkout-api/card-errors checkout-api/card-failures',
      'alerts mv checkout-api payment-api',
      'alerts mv checkout-api billing/checkout-api',
    ],
    load: () => import('../commands/mv.ts'),
  },
];

const setUp: readonly CommandSpec[] = [
  {
    name: 'init',
    summary: 'start a repository: definitions, pipeline, hook, editor',
    options: [
      directory,
      { flags: '--name <id>', summary: 'the organisation; the name of the folder by default' },
      {
        flags: '--ci <system>',
        summary: 'whose pipeline to write',
        choices: ['github', 'gitlab', 'both', 'none'],
      },
      { flags: '-y, --yes', summary: 'ask nothing' },
    ],
    load: () => import('../commands/init.ts'),
  },
  {
    name: 'doctor',
    summary: 'what this machine and this repository lack',
    options: [directory, format('text', 'json')],
    load: () => import('../commands/doctor.ts'),
  },
  {
    name: 'completion',
    summary: 'a script that completes command lines',
    arguments: [{ name: '<shell>', summary: 'which shell', choices: ['bash', 'zsh', 'fish'] }],
    examples: ['source <(alerts completion bash)', 'alerts completion fish | source'],
    load: () => import('./completion/run.ts'),
  },
];

const grouped = (group: string, commands: readonly CommandSpec[]): CommandSpec[] =>
  commands.map((command) => ({ ...command, group }));

/** Every command, in the order of the help. A command is registered when it works, not before. */
export const commands: readonly CommandSpec[] = [
  ...grouped('Check:', check),
  ...grouped('Change:', change),
  ...grouped('Look:', look),
  ...grouped('Edit:', edit),
  ...grouped('Set up:', setUp),
];
