import * as s from './parts.ts';

const days = { type: 'integer', minimum: 1, maximum: 366, description: 'Days.', expected: 'a number of days' };

/** What a project decides about its readiness gate. */
export const readiness: s.Schema = s.object(
  {
    checks: s.mapOf(
      s.object(
        {
          stage: s.oneOf(['preview', 'warn', 'enforce'], 'Shown only, a warning, or an error that blocks.'),
          from: s.date('The day on which the stage begins; until then it is one stage milder.'),
        },
        'How much a failure of this check weighs.',
        ['stage'],
      ),
      "Stages that differ from the checks' own, by check.",
      '^[a-z-]+/[a-z0-9-]+$',
      'the id of a check, e.g. tests/fires',
    ),
    approvers: s.id('The group whose members may approve exemptions and alerts; `sre` by default.'),
    approvals: s.object(
      {
        tiers: s.list(
          s.oneOf([1, 2, 3, 4], 'A tier.'),
          'Tiers of applications whose pages need an approval; all by default.',
          { minItems: 1 },
        ),
      },
      'Asks for an approving review of every page; without it nobody is asked.',
    ),
    maxExemption: s.mapOf(
      days,
      'Most days that an exemption may last from today, by tier.',
      '^[1-4]$',
      'a tier, 1 to 4',
    ),
  },
  'Configuration of readiness checks.',
);

const account = (forge: string): s.Schema =>
  s.text(`User name at ${forge}, without @.`, {
    pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*(\\[bot\\])?$',
    expected: `a user name of ${forge}, such as ana-moreau`,
  });

/** Whose reviews at a forge are this person's. */
export const accounts: s.Schema = s.object(
  { github: account('GitHub'), gitlab: account('GitLab') },
  'Accounts where code is reviewed: an approving review of such an account is theirs.',
);
