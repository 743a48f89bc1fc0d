import type { CommandSpec } from './command-spec.ts';
import { definitionOptions, directory, dryRun, failOn, format, type OptionSpec } from './globals.ts';

const squads: OptionSpec = {
  flags: '--squad <id>',
  summary: 'only this squad (repeatable)',
  repeats: true,
  names: 'squads',
};
const schedules: OptionSpec = {
  flags: '--schedule <name>',
  summary: 'only this schedule, or squad/schedule (repeatable)',
  repeats: true,
};

const below: readonly CommandSpec[] = [
  {
    name: 'next',
    summary: 'whose duty begins next in each schedule',
    options: [
      { flags: '--at <time>', summary: 'after this time; now by default' },
      squads,
      schedules,
      ...definitionOptions,
      format('text', 'json'),
    ],
    load: () => import('../commands/oncall-next.ts'),
  },
  {
    name: 'override',
    summary: "write a swap or an absence into the squad's file",
    options: [
      { flags: '--squad <id>', summary: 'whose schedule', names: 'squads' },
      { flags: '--schedule <name>', summary: 'which schedule' },
      { flags: '--rotation <name>', summary: 'only this rotation of it (repeatable)', repeats: true },
      { flags: '--from <time>', summary: "from when, in the schedule's zone unless it has an offset" },
      { flags: '--to <time>', summary: 'until when' },
      { flags: '--person <id>', summary: 'who takes over; "none" for nobody' },
      { flags: '--reason <text>', summary: 'why' },
      directory,
      dryRun,
    ],
    examples: [
      'alerts oncall override --squad payments --schedule oncall \\',
      '    --from 2026-12-24T18:00 --to 2026-12-26T09:00 --person bo --reason swap',
    ],
    load: () => import('../commands/oncall-override.ts'),
  },
  {
    name: 'verify',
    summary: 'ask the on-call backend who is on call, and compare; needs credentials',
    options: [
      squads,
      { flags: '--weeks <number>', summary: 'how far ahead', default: '4' },
      { flags: '--samples <number>', summary: 'instants per schedule', default: '60' },
      ...definitionOptions,
      format('text', 'json'),
    ],
    load: () => import('../commands/oncall-verify.ts'),
  },
];

/** `alerts oncall` and what is below it. */
export const onCallCommand: CommandSpec = {
  name: 'oncall',
  summary: 'who is on call, when, and whether somebody always is',
  options: [
    { flags: '--at <time>', summary: 'at this time; now by default (repeatable)', repeats: true },
    { flags: '--from <time>', summary: 'everybody from this time on' },
    { flags: '--to <time>', summary: 'until this time; a quarter later by default' },
    squads,
    schedules,
    { flags: '--person <id>', summary: 'only this person (repeatable)', repeats: true },
    { flags: '--grid', summary: 'a table of days: a week, or the range' },
    { flags: '--check', summary: 'gaps, double duty, licences and shares; of a quarter unless a range is given' },
    { flags: '-o, --output <folder>', summary: 'with --format ics: a file per squad and person' },
    { flags: '--names', summary: 'names instead of ids in calendars' },
    ...definitionOptions,
    format('text', 'json', 'ics'),
    failOn,
  ],
  commands: below,
  examples: [
    'alerts oncall --at 2026-12-25T03:00 --squad payments',
    'alerts oncall --check --from 2027-01-01T00:00 --to 2027-04-01T00:00',
    'alerts oncall --format ics --person ana > ana.ics',
  ],
  load: () => import('../commands/oncall.ts'),
};
