import type { CommandSpec } from './command-spec.ts';
import { definitionOptions, filterOptions, format, type OptionSpec } from './globals.ts';

const base: OptionSpec = {
  flags: '--policy-from <ref>',
  summary: 'whose record and policy decide; HEAD by default',
};
const pullRequest: OptionSpec = {
  flags: '--pull-request <number>',
  summary: 'which one; that of the pipeline by default',
};

const below: readonly CommandSpec[] = [
  {
    name: 'check',
    summary: 'whose approval a pull request needs, and whose it has',
    options: [
      pullRequest,
      { ...base, summary: 'whose policy decides; the base of the pull request by default' },
      ...definitionOptions,
      format('text', 'json'),
    ],
    examples: ['alerts approvals check --pull-request 7'],
    load: () => import('../commands/approvals-check.ts'),
  },
  {
    name: 'record',
    summary: 'after a merge: write down what reviewers approved',
    options: [
      { flags: '--commit <sha>', summary: 'what was merged; HEAD by default' },
      { ...pullRequest, summary: 'what brought it in; the forge is asked by default' },
      { flags: '--branch <name>', summary: 'the branch merged into; the present one by default' },
      ...definitionOptions,
    ],
    examples: ['alerts approvals record --commit "$GITHUB_SHA" --branch main'],
    load: () => import('../commands/approvals-record.ts'),
  },
  {
    name: 'verify',
    summary: 'read recorded reviews again: which no longer hold',
    options: [...filterOptions.slice(1), base, ...definitionOptions, format('text', 'json')],
    load: () => import('../commands/approvals-verify.ts'),
  },
];

/** `alerts approvals` and what is below it. */
export const approvalsCommand: CommandSpec = {
  name: 'approvals',
  summary: 'which pages are approved as they are, by whom, and what has changed since',
  options: [...filterOptions.slice(1), base, ...definitionOptions, format('text', 'json')],
  commands: below,
  examples: ['alerts approvals --app checkout-api', 'alerts approvals --format json=approvals.json'],
  load: () => import('../commands/approvals.ts'),
};
