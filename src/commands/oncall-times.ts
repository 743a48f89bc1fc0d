import { UsageError, type Host } from '../cli/command.ts';
import type { Instant, Span } from '../oncall/model.ts';
import { instantOption } from './instant-option.ts';

/** Options that say when. */
export interface TimeOptions {
  readonly at?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** What a run is asked about: instants, or a range. */
export interface AskedTimes {
  readonly instants: readonly Instant[];
  readonly range?: Span;
  /** How times without offset were read. */
  readonly notes: readonly string[];
}

/** Thirteen weeks: everybody of a usual rotation has had turns by then. */
export const quarter = 91 * 86_400_000;

/**
 * The times of the options; now, to the minute, without any. `--from` without `--to` lasts a quarter.
 * @throws UsageError for times that are none, or that contradict each other
 */
export function askedTimes({ at = [], from, to }: TimeOptions, zone: string, host: Host): AskedTimes {
  const notes: string[] = [];
  const read = (option: string, text: string): Instant => {
    const { instant, note } = instantOption(option, text, zone);
    if (note !== undefined) notes.push(note);
    return instant;
  };
  if (at.length > 0 && (from !== undefined || to !== undefined))
    throw new UsageError('--at asks about an instant and --from, --to about a range: give one or the other.');
  const now = Math.floor(host.now().getTime() / 60_000) * 60_000;
  if (from === undefined && to === undefined)
    return { instants: at.length > 0 ? at.map((text) => read('--at', text)) : [now], notes };
  const start = from === undefined ? now : read('--from', from);
  const end = to === undefined ? start + quarter : read('--to', to);
  if (end <= start) throw new UsageError('--to must be later than --from.');
  return { instants: [], range: { from: start, until: end }, notes };
}
