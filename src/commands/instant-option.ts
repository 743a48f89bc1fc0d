import { UsageError } from '../cli/command.ts';
import { localText } from '../oncall/routing/local-text.ts';
import { offsetText } from '../oncall/build/context.ts';
import type { Instant } from '../oncall/model.ts';
import { wallOf, zoneOf } from '../definitions/values/zone-clock.ts';

const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$/;

/** A time that an option names, and what has to be said about how it was read. */
export interface InstantOption {
  readonly instant: Instant;
  readonly note?: string;
}

/**
 * A time such as `2026-11-29T03:00`, in the project's zone when it has no offset. One that the clock skips counts as moved forward, one that
 * it shows twice as the first.
 * @throws UsageError for anything else
 */
export function instantOption(option: string, text: string, zone: string): InstantOption {
  const fields = pattern.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (fields ?? [])
    .slice(1, 7)
    .map((field) => Number(field ?? 0));
  const wall = wallOf({ year, month, day, hour, minute, second });
  const exists = new Date(wall).toISOString().startsWith(`${text.slice(0, 16)}`);
  if (!fields || !exists)
    throw new UsageError(
      `${option}: "${text}" is no date and time. Write it as 2026-11-29T03:00, or with an offset as 2026-11-29T03:00+01:00.`,
    );
  if (fields[7] !== undefined) return { instant: Date.parse(text) };
  const { instant, shown } = zoneOf(zone).resolveWall(wall);
  const read = `${option} ${text} is read in ${zone}, the project's zone`;
  if (shown === 'once') return { instant, note: `${read}.` };
  const taken = `${localText(zone, instant)} (${offsetText(zone, instant)})`;
  return {
    instant,
    note: `${read}, whose clock ${shown === 'never' ? 'skips' : 'shows twice'} it: ${taken} is taken. Write the offset to be exact.`,
  };
}
