import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'oncall/one-place',
  code: 'RD-009',
  summary: 'Nobody has two duties at a time.',
  why: 'Two pages at once leave one of them unanswered.',
  level: 'gold',
  maturity: { stage: 'warn' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.coverage.findings
      .filter(({ squad, rule }) => squad === view.squad.id && rule === 'coverage/double-duty')
      .map(({ path, message }) => gapInSquad(view, path, message, 'Move one of the rotations by a turn.')),
  examples: {
    bad: [
      {
        squad: `schedules: { run: { rotations: { weekly: { hours: { weekly: 'mon 00:00 - sun 23:00' } } }  }, oncall: { rotations: { weekly: { participants: [ana, bo, cy, di], start: '2026-01-05T09:00', hours: { weekly: 'mon 00:00 - sun 23:00' } } } } }
routing: [{ to: { escalation: both } }]
escalations: { both: [{ after: 0m, notify: [{ schedule: run }] }, { after: 5m, notify: [{ schedule: oncall }] }] }`,
      },
    ],
    good: [{}],
  },
});
