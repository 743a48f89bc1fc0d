import { applicationTypes, categories, priorities } from '../definitions/types.ts';
import type { CommandSpec } from './command-spec.ts';
import { directory, dryRun } from './globals.ts';

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
      {
        flags: '--covers <name>',
        summary: 'a feature, endpoint, queue or job it watches (repeatable)',
        repeats: true,
        verbatim: true,
      },
      { flags: '--source <vendor.kind>', summary: 'what measures it, e.g. datadog.metric' },
    ],
    examples: ['alerts new alert checkout-api/card-errors --source datadog.metric'],
    load: () => import('../commands/new-alert.ts'),
  },
];

/** Commands that write definitions. */
export const editCommands: readonly CommandSpec[] = [
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
