import { localText } from '../routing/local-text.ts';
import type { OnCallModel } from '../model.ts';
import type { DutyChange, DutyChanges, LoadChange } from './duty-changes.ts';

/** Names for people who read: `Ana Moreau`; the id of whom the model does not know. */
export type NameOf = (person: string) => string;

/** Names from models, the first that knows somebody. */
export function namesFrom(...models: readonly OnCallModel[]): NameOf {
  return (person) => models.map(({ people }) => people.get(person)?.name).find((name) => name !== undefined) ?? person;
}

/** `Mon 30 Nov 2026 09:00 to Mon 7 Dec 2026 09:00: Ana Moreau instead of Bo Lindqvist`. */
export function dutySentence({ from, until, zone, before, after }: DutyChange, nameOf: NameOf): string {
  const names = (people: readonly string[]): string => people.map(nameOf).join(' and ') || 'nobody';
  const gone = before.filter((person) => !after.includes(person));
  const come = after.filter((person) => !before.includes(person));
  const stays = before.filter((person) => after.includes(person));
  const beside = stays.length === 0 ? '' : `, beside ${names(stays)}`;
  const what =
    stays.length > 0 && gone.length === 0
      ? `${names(come)}, too`
      : stays.length > 0 && come.length === 0
        ? `no longer ${names(gone)}`
        : `${names(come)} instead of ${names(gone)}`;
  return `${localText(zone, from)} to ${localText(zone, until)}: ${what}${beside}`;
}

/** `Cy Okafor gains 2 weekends and 14 nights (336 h more)`. */
export function loadSentence({ person, hours, nights, weekends }: LoadChange, nameOf: NameOf): string {
  const moved = (verb: 'gains' | 'loses'): string[] => {
    const counts = [
      ['weekend', weekends],
      ['night', nights],
    ] as const;
    const more = counts.map(
      ([word, { before, after }]) => [word, verb === 'gains' ? after - before : before - after] as const,
    );
    const texts = more.filter(([, number]) => number > 0).map(([word, number]) => count(number, word));
    return texts.length > 0 ? [`${verb} ${texts.join(' and ')}`] : [];
  };
  const parts = [...moved('gains'), ...moved('loses')];
  const change = hours.after - hours.before;
  const total = change === 0 ? 'the same hours' : `${Math.abs(change)} h ${change > 0 ? 'more' : 'less'}`;
  return `${nameOf(person)} ${parts.length > 0 ? `${parts.join(' and ')} (${total})` : `has ${total}`}`;
}

/** Everything that moves, per squad, in words; nothing where nobody's duty changes. */
export function changeSentences(
  { duties, loads }: DutyChanges,
  nameOf: NameOf,
): ReadonlyMap<string, readonly string[]> {
  const squads = [...new Set(duties.map(({ squad }) => squad))];
  return new Map(
    squads.map((id) => [
      id,
      [
        ...loads.filter(({ squad }) => squad === id).map((load) => loadSentence(load, nameOf)),
        ...runsOf(duties.filter(({ squad }) => squad === id)).map(
          ({ stretches, ...duty }) =>
            `${duty.schedule}: ${dutySentence(duty, nameOf)} (${duty.zone}${stretches > 1 ? `, ${stretches} stretches` : ''})`,
        ),
      ],
    ]),
  );
}

/** A weekend and two holidays: working hours that are farther apart are told apart. */
const longestPause = 4 * 86_400_000;

/** Changes of a masked schedule that follow on one another with the same people, as one. */
function runsOf(duties: readonly DutyChange[]): (DutyChange & { readonly stretches: number })[] {
  const runs: (DutyChange & { stretches: number })[] = [];
  for (const duty of duties) {
    const last = runs.at(-1);
    const key = ({ schedule, before, after }: DutyChange): string => JSON.stringify([schedule, before, after]);
    const joins = last && key(last) === key(duty) && duty.from - last.until <= longestPause;
    if (joins) runs[runs.length - 1] = { ...last, until: duty.until, stretches: last.stretches + 1 };
    else runs.push({ ...duty, stretches: 1 });
  }
  return runs;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
