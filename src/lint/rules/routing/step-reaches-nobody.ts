import type { Document } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { escalationsOf, membersOf, rotationsOf, type StepTarget } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/step-reaches-nobody',
  summary: 'Every step of an escalation has somebody to reach.',
  why: 'A step at a schedule that nobody takes turns in, or at the admins of a squad without any, is waited out for nothing: the page lies unanswered until the next one.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    nobody: 'This step reaches nobody at any time: {reason}.',
  },
  examples: {
    bad: [
      {
        squad:
          'lead: null\nescalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments, take: admins }] }] }',
      },
      {
        squad:
          'schedules: { empty: { rotations: { weekly: { participants: [none], every: 1w, start: 2026-01-05T09:00 } } } }\nescalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ schedule: empty }] }] }',
      },
    ],
    good: [
      {
        squad:
          'lead: ana\nescalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments, take: admins }] }] }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { path, notify } of escalationsOf(squad).flatMap(({ steps }) => steps)) {
        const reasons = notify.map((target) => whyNobody(target, squad, (id) => context.find('Squad', id)));
        if (reasons.length === 0 || reasons.includes(undefined)) continue;
        context.report({ message: 'nobody', at: path, data: { reason: [...new Set(reasons)].join(', and ') } });
      }
    },
  },
});

/** Why a target names nobody, whenever it is asked; undefined when it may name somebody. */
function whyNobody(
  { schedule, squad, take }: StepTarget,
  own: Document,
  find: (id: string) => Document | undefined,
): string | undefined {
  if (schedule !== undefined) return emptySchedule(schedule, own, find);
  if (squad === undefined || take === undefined) return undefined;
  const other = squad === own.id ? own : find(squad);
  if (!other) return undefined;
  if (take === 'admins' && other.data['lead'] === undefined && other.data['admins'] === undefined)
    return `squad "${squad}" has neither a lead nor admins`;
  return membersOf(other).length === 0 && take !== 'admins' ? `squad "${squad}" has no members` : undefined;
}

function emptySchedule(name: string, own: Document, find: (id: string) => Document | undefined): string | undefined {
  const [first = '', second] = name.split('/');
  const squad = second === undefined ? own : find(first);
  const id = second ?? first;
  if (!squad || !(id in ((squad.data['schedules'] ?? {}) as object))) return undefined;
  const takes = rotationsOf(squad).some(
    (rotation) => rotation.schedule === id && rotation.participants.some((person) => person !== 'none'),
  );
  const overridden = ((squad.data['overrides'] ?? []) as { schedule?: string; person?: string }[]).some(
    (override) => override.schedule === id && override.person !== 'none',
  );
  return takes || overridden ? undefined : `nobody takes turns in the schedule "${name}"`;
}
