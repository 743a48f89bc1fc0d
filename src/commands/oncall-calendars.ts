import path from 'node:path';
import { UsageError, type Host, type Output, type OutputTarget } from '../cli/command.ts';
import type { OnCallEntry } from '../show/oncall/entry.ts';
import { onCallCalendar, type CalendarSettings } from '../show/oncall/ics.ts';
import { entriesOf, rangeOf, type Asked } from './oncall-asked.ts';

/**
 * Calendars: with `-o` a file per squad and per person, else one on the target.
 * @throws UsageError when it is not one squad's or person's and there is no folder
 */
export function calendarOutputs(asked: Asked, project: string, target: OutputTarget, host: Host): Output[] {
  const { options, model, times } = asked;
  const range = rangeOf(times);
  const entries = entriesOf(asked, range);
  const nameOf = (person: string): string => (options.names === true && model.people.get(person)?.name) || person;
  const settings = { project, now: host.now().getTime(), until: range.until, nameOf };
  if (options.output === undefined) {
    const title = titleOf(asked, nameOf);
    return [{ target, text: onCallCalendar(entries, { ...settings, title }) }];
  }
  return [...filesOf(entries, settings)].map(([file, text]) => ({
    target: { file: path.join(options.output ?? '', file) },
    text,
  }));
}

function titleOf({ options: { squad = [], person = [] } }: Asked, nameOf: (person: string) => string): string {
  const [onlySquad] = squad;
  const [onlyPerson] = person;
  if (person.length === 1 && squad.length <= 1) return `${nameOf(onlyPerson ?? '')} on call`;
  if (squad.length === 1 && person.length === 0) return `${onlySquad} on call`;
  throw new UsageError(
    'A calendar is of one squad or person: name one with --squad or --person, or give a folder for all with -o.',
  );
}

function filesOf(entries: readonly OnCallEntry[], settings: Omit<CalendarSettings, 'title'>): Map<string, string> {
  const files = new Map<string, string>();
  const add = (kind: 'squad' | 'person', of: (entry: OnCallEntry) => string, name: (id: string) => string): void => {
    for (const id of [...new Set(entries.map(of))].sort()) {
      const own = entries.filter((entry) => of(entry) === id);
      files.set(`${kind}-${id}.ics`, onCallCalendar(own, { ...settings, title: `${name(id)} on call` }));
    }
  };
  add(
    'squad',
    ({ schedule }) => schedule.squad,
    (id) => id,
  );
  add('person', ({ duty }) => duty.person, settings.nameOf);
  return files;
}
