import type { Path } from '../../definitions/source/node.ts';
import type { TimedSelector } from '../model.ts';
import { optional, type BuildContext, type Fields } from './context.ts';
import { hoursOf } from './hours.ts';

/** A written `when`, its hours taken apart. */
export function timedSelector(written: unknown, path: Path, context: BuildContext): TimedSelector {
  if (written === undefined || written === null) return {};
  const { hours, ...when } = written as Fields;
  return {
    ...(Object.keys(when).length > 0 ? { when } : {}),
    ...optional('hours', hoursOf(hours, [...path, 'hours'], context)),
  };
}
