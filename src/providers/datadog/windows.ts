import type { Path } from '../../definitions/source/node.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { Problems } from './constraints.ts';

const day = 86_400;

/** Least and greatest evaluation window in seconds, by kind of monitor (API documentation of the query grammar). */
const limits = { metric: [60, 7 * day], search: [60, 2 * day] } as const;

/** A window as Datadog writes it: `5m`, `4h`, `1d`, `1w`. Reports one that Datadog would refuse. */
export function windowText(seconds: number, kind: keyof typeof limits, path: Path, problems: Problems): string {
  const [least, greatest] = limits[kind];
  if (seconds < least || seconds > greatest || seconds % 60 !== 0) {
    problems.add(
      'window-range',
      path,
      `A window of ${formatDuration(seconds)} is not possible here: Datadog takes whole minutes from ${formatDuration(least)} to ${formatDuration(greatest)}.`,
    );
  }
  if (kind === 'metric' && seconds === 7 * day) return '1w';
  if (kind === 'metric' && seconds === day) return '1d';
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.round(seconds / 60)}m`;
}
