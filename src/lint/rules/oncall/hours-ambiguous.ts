import type { Path } from '../../../definitions/source/node.ts';
import { weekOf } from '../../../oncall/coverage/duty-kind.ts';
import type { Hours } from '../../../oncall/model.ts';
import { defineRule } from '../../rule.ts';
import { hoursOfSquad, onCallProjectOf, onCallSquadOf } from '../../support/on-call-squad.ts';

const masked = (hours: string): string =>
  `schedules: { run: { rotations: { weekly: { participants: [ana, bo, cy, di], hours: ${hours} } } } }`;

export default defineRule({
  id: 'oncall/hours-ambiguous',
  summary: 'Hours do not end when they begin, and leave some time open.',
  why: 'Does 09:00 to 09:00 mean nothing, or a day? We read a day, a vendor may refuse it, and the reader guesses. Hours that leave no time silence whoever has them.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    same: 'A span of {hours} ends when it begins: it is read as the whole {length}. Write the days alone ("mon-fri"), or another end.',
    never: 'The hours {hours} leave no time in the week. Remove them, or correct their spans.',
  },
  examples: {
    bad: [
      { squad: masked("'mon-fri 09:00-09:00'") },
      { squad: masked("'mon 09:00 - mon 09:00'") },
      { project: 'hours: { never: { weekly: mon-sun } }', squad: masked('not never') },
    ],
    good: [{ squad: masked('mon-fri') }, { squad: masked("'mon-fri 22:00-06:00'") }],
  },
  visit: {
    project(project, context) {
      for (const [name, hours] of onCallProjectOf(project).hours)
        check(hours, ['hours', name, 'weekly'], (message, at, data) => context.report({ message, at, data }));
    },
    squad(squad, context) {
      const named = onCallProjectOf(context.project).hours;
      for (const { hours, path } of hoursOfSquad(onCallSquadOf(squad, context.project)))
        if (!named.has(hours.label))
          check(
            hours,
            path,
            (message, at, data) => context.report({ message, at, data }),
            hours.label.startsWith('not '),
          );
    },
  },
});

type Say = (message: 'same' | 'never', at: Path, data: Readonly<Record<string, string>>) => void;

/** The spans of hours that another definition names are checked there. */
function check(hours: Hours, at: Path, say: Say, isNamed = false): void {
  const same = hours.spans.find(
    (span) =>
      (span.kind === 'daily' && span.start === span.end && span.start !== 0) ||
      (span.kind === 'continuous' && span.from === span.to && span.start === span.end),
  );
  if (same && !isNamed) say('same', at, { hours: hours.label, length: same.kind === 'daily' ? 'day' : 'week' });
  else if (weekOf(hours).length === 0) say('never', at, { hours: hours.label });
}
