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
    approvers: s.id('The group whose members may approve exemptions; `sre` by default.'),
    maxExemption: s.mapOf(
      days,
      'Most days that an exemption may last from today, by tier.',
      '^[1-4]$',
      'a tier, 1 to 4',
    ),
  },
  'Configuration of readiness checks.',
);
