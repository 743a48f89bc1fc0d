import type { Path } from '../../definitions/source/node.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import { report, type Scope } from './scope.ts';

/** The window of an alert that names none; Datadog's own default. */
export const defaultWindow: Seconds = 300;

const day = 86_400;

/** The longest windows: https://docs.datadoghq.com/monitors/configuration/#evaluation-window, and /monitors/types/apm/ */
export const longestWindow = { metric: 7 * day, apm: 2 * day, search: 2 * day } as const;

/** Reports a window that Datadog would refuse; answers one that is valid, so that compiling can go on. */
export function checkedWindow(scope: Scope, seconds: Seconds, kind: keyof typeof longestWindow, path: Path): Seconds {
  const longest = longestWindow[kind];
  if (seconds >= 60 && seconds <= longest && seconds % 60 === 0) return seconds;
  report(
    scope,
    'datadog/window-range',
    path,
    `Datadog takes windows of whole minutes from 1m to ${formatDuration(longest)} here, not ${formatDuration(seconds)}.`,
  );
  return defaultWindow;
}
