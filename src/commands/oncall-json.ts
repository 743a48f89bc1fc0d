import type { Instant, Span } from '../oncall/model.ts';
import { isoText } from '../oncall/routing/local-text.ts';
import { coverageJson, entryJson } from '../show/oncall/json.ts';
import { entriesAt, entriesOf, type Asked } from './oncall-asked.ts';

/** What `--format json` prints: an answer, several, or a range; with what `--check` found. */
export function onCallJson(asked: Asked): Record<string, unknown> {
  const { zone } = asked.model;
  const { range, instants } = asked.times;
  const answer = (at: Instant): Record<string, unknown> => ({
    at: isoText(zone, at),
    entries: entriesAt(asked, at).map(entryJson),
  });
  const bounds = ({ from, until }: Span): Record<string, unknown> => ({
    from: isoText(zone, from),
    until: isoText(zone, until),
  });
  const found = { ...checkedJson(asked, bounds) };
  if (range) return { version: 1, ...bounds(range), entries: entriesOf(asked, range).map(entryJson), ...found };
  return instants.length > 1
    ? { version: 1, answers: instants.map(answer), ...found }
    : { version: 1, ...answer(instants[0] ?? 0), ...found };
}

function checkedJson({ checked, model }: Asked, bounds: (span: Span) => object): Record<string, unknown> {
  if (!checked) return {};
  const zoneOf = (squad: string, schedule: string): string =>
    model.squads.get(squad)?.schedules.get(schedule)?.zone ?? model.zone;
  return { checked: bounds(checked.range), ...coverageJson(checked.coverage, checked.findings, zoneOf) };
}
