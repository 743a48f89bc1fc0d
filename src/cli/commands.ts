import type { CommandSpec } from './command-spec.ts';
import { approvalsCommand } from './commands-approvals.ts';
import { editCommands } from './commands-edit.ts';
import { onCallCommand } from './commands-oncall.ts';
import { watchCommand } from './commands-watch.ts';
import {
  definitionOptions,
  directory,
  dryRun,
  environment,
  failOn,
  filterOptions,
  format,
  liveSince,
  policyFrom,
  since,
  type OptionSpec,
} from './globals.ts';

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
      policyFrom,
      failOn,
    ],
    examples: ['alerts lint --since origin/main', 'alerts lint --format text --format sarif=alerts.sarif'],
    load: () => import('../commands/lint.ts'),
  },
  {
    name: 'test',
    summary: 'run the tests of alerts on a virtual clock',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json', 'junit'),
      since,
      { flags: '--scenarios', summary: 'usual troubles on every alert, instead of written cases' },
      { flags: '--coverage', summary: 'which alerts lack a firing, quiet, recovering or no-data case' },
      { flags: '--mutate', summary: 'change thresholds, windows and operators: a test must notice' },
      { flags: '--shift', summary: 'evaluate at other seconds of the minute: verdicts must stay' },
      { flags: '--update', summary: 'write the rendered texts into the expectations' },
      { flags: '--watch', summary: 'run again after each change' },
    ],
    examples: [
      'alerts test --app checkout-api',
      'alerts test --since origin/main --format text --format json=tests.json',
    ],
    load: () => import('../commands/test.ts'),
  },
  {
    name: 'readiness',
    summary: 'whether applications may go to production, and the cheapest steps there',
    options: [
      ...filterOptions.slice(1, 3),
      ...definitionOptions,
      format('text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'markdown', 'html'),
      since,
      { flags: '--baseline <file>', summary: 'failures that are known and do not fail the run' },
      { flags: '--update-baseline', summary: 'write the baseline; one that exists only shrinks' },
      policyFrom,
      { flags: '--pull-request <number>', summary: 'its reviews approve what it changes; asks the forge' },
      failOn,
    ],
    examples: [
      'alerts readiness --app checkout-api',
      'alerts readiness --since origin/main --format markdown',
      'alerts readiness --format html=readiness.html',
    ],
    load: () => import('../commands/readiness.ts'),
  },
  {
    name: 'ci',
    summary: 'lint, test, readiness and plan of a pull request, and one comment on it',
    options: [
      ...definitionOptions,
      format('text', 'json', 'markdown', 'github', 'gitlab', 'sarif', 'junit', 'checkstyle', 'rdjson'),
      { flags: '--base <ref>', summary: 'what the change is merged into; in a pipeline it is known' },
      { flags: '--pull-request <number>', summary: 'where the pipeline does not tell which one it is about' },
      { flags: '--no-comment', summary: 'write no comment' },
      { flags: '--lint-baseline <file>', summary: 'findings of lint that are known and do not fail' },
      { flags: '--readiness-baseline <file>', summary: 'failures of readiness that are known and do not fail' },
    ],
    examples: ['alerts ci --base origin/main', 'alerts ci --format text --format gitlab=gl-code-quality-report.json'],
    load: () => import('../commands/ci.ts'),
  },
  approvalsCommand,
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

const liveOptions: readonly OptionSpec[] = [
  { flags: '--all', summary: 'also units in which nothing seems to have changed: shows drift' },
  { flags: '--no-refresh', summary: 'do not read live objects first' },
  { flags: '--adopt <identity=id>', summary: 'take a live object over (repeatable)', repeats: true },
];

const lockTimeout: OptionSpec = { flags: '--lock-timeout <time>', summary: 'wait for whoever is at work, e.g. 5m' };

const change: readonly CommandSpec[] = [
  {
    name: 'plan',
    summary: 'what applying would change, against what is recorded or another commit',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json', 'markdown'),
      { flags: '--against <ref>', summary: 'compare with another commit instead of what is recorded' },
      policyFrom,
      { flags: '--live', summary: 'ask the engine and the vendors; needs credentials' },
      ...liveOptions,
      liveSince,
      { flags: '-o, --output <file>', summary: 'with --live: write the plan for "alerts apply <file>"' },
      { flags: '--fail-on-changes', summary: 'exit with 4 when anything would change' },
      { flags: '--verbose', summary: 'complete values, and what stays the same' },
    ],
    examples: [
      'alerts plan --against origin/main --format markdown=plan.md',
      'alerts plan --live --env production -o plan.json',
    ],
    load: () => import('../commands/plan.ts'),
  },
  {
    name: 'apply',
    summary: 'plan live, ask, and change what lives at the vendors',
    arguments: [{ name: '[plan]', summary: 'a file of "alerts plan --live -o"; anything else is refused' }],
    options: [
      ...filterOptions,
      ...definitionOptions,
      ...liveOptions,
      liveSince,
      lockTimeout,
      { flags: '-y, --yes', summary: 'do not ask' },
      {
        flags: '--allow <guard>',
        summary: 'override a guard (repeatable)',
        repeats: true,
        values: ['deletions', 'adoption', 'handles', 'quiet-environment', 'stale-checkout', 'reaches-nobody'],
      },
      format('text', 'json'),
      { flags: '--verbose', summary: 'complete values, and what stays the same' },
    ],
    examples: ['alerts apply --env production', 'alerts apply plan.json --yes'],
    load: () => import('../commands/apply.ts'),
  },
  {
    name: 'refresh',
    summary: 'read live objects into the state, and show what has drifted',
    options: [...filterOptions, ...definitionOptions, lockTimeout, format('text', 'json', 'markdown')],
    load: () => import('../commands/refresh.ts'),
  },
  {
    name: 'status',
    summary: 'what was applied when, what waits, what was interrupted',
    options: [
      ...filterOptions,
      ...definitionOptions,
      format('text', 'json'),
      { flags: '--outputs', summary: 'what vendors gave applied objects, in clear: addresses that jobs report to' },
    ],
    load: () => import('../commands/status.ts'),
  },
  {
    name: 'destroy',
    summary: 'remove everything that was applied',
    options: [
      environment,
      { flags: '--squad <id>', summary: 'only this squad (repeatable)', repeats: true, names: 'squads' },
      ...definitionOptions,
      lockTimeout,
      { flags: '--yes <project>', summary: 'do not ask; names the project' },
    ],
    examples: ['alerts destroy --env staging'],
    load: () => import('../commands/destroy.ts'),
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
  onCallCommand,
  {
    name: 'route',
    summary: 'who is called for an alert at a time, in which way, and why',
    arguments: [{ name: '[alert]', summary: 'application/alert', names: 'alerts' }],
    options: [
      ...filterOptions.slice(0, 3),
      { flags: '--at <time>', summary: 'when it opens; now by default (repeatable)', repeats: true },
      { flags: '--ack-after <duration>', summary: 'somebody acknowledges after so long, at least 1m' },
      { flags: '--close-after <duration>', summary: 'it closes after so long, at least 1m' },
      {
        flags: '--group <name=value>',
        summary: 'value of a group of the alert (repeatable)',
        repeats: true,
        verbatim: true,
      },
      { flags: '--title <text>', summary: 'the title as the vendor sends it' },
      { flags: '--sweep', summary: 'when in the next year it would call nobody in time; exit 1 if ever' },
      { flags: '--all', summary: 'with --sweep: every alert that pages' },
      { flags: '--against <ref>', summary: 'whose nights and which routes differ from those of a revision' },
      { flags: '--weeks <number>', summary: 'with --against: over so many weeks; 13 by default' },
      { flags: '--within <duration>', summary: 'with --sweep: how soon somebody has to be called; 30m by default' },
      ...definitionOptions,
      format('text', 'json', 'markdown'),
    ],
    examples: [
      'alerts route checkout-api/card-errors --env production --at 2026-11-29T03:00',
      'alerts route checkout-api/card-errors --ack-after 12m --format json',
      'alerts route --sweep --all --env production',
      'alerts route --against origin/main --format markdown=nights.md',
    ],
    load: () => import('../commands/route.ts'),
  },
  {
    name: 'schema',
    summary: 'the JSON Schema that editors complete from',
    arguments: [{ name: '[kind]', summary: 'e.g. application' }],
    load: () => import('../commands/schema.ts'),
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
    name: 'engine',
    summary: 'get the Pulumi engine, or run it against this state',
    arguments: [{ name: '[args...]', summary: '"install", or after "--" what the Pulumi CLI is to do' }],
    options: [
      directory,
      { flags: '--unit <name>', summary: 'run in the workspace of this unit, e.g. production.payments' },
    ],
    examples: ['alerts engine install', 'alerts engine --unit production.payments -- stack --show-urns'],
    load: () => import('../commands/engine.ts'),
  },
  {
    name: 'completion',
    summary: 'a script that completes command lines',
    arguments: [{ name: '<shell>', summary: 'which shell', choices: ['bash', 'zsh', 'fish'] }],
    examples: ['source <(alerts completion bash)', 'alerts completion fish | source'],
    load: async () => ({ run: (await import('./completion/run.ts')).completionOf(commands) }),
  },
];

const grouped = (group: string, commands: readonly CommandSpec[]): CommandSpec[] =>
  commands.map((command) => ({ ...command, group }));

/** Every command, in the order of the help. A command is registered when it works, not before. */
export const commands: readonly CommandSpec[] = [
  ...grouped('Check:', check),
  ...grouped('Change:', change),
  ...grouped('Look:', look),
  ...grouped('Run:', [watchCommand]),
  ...grouped('Edit:', editCommands),
  ...grouped('Set up:', setUp),
];
