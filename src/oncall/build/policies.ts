import type { Path } from '../../definitions/source/node.ts';
import type { Priority } from '../../definitions/types.ts';
import { parseDuration } from '../../definitions/values/duration.ts';
import type { NotificationPolicy, Policy, Quieting } from '../model.ts';
import { entriesOf, optional, textsOf, type BuildContext, type Fields } from './context.ts';
import { timedSelector } from './selector.ts';

/** Policies that rename and reclassify. */
export function policiesOf(context: BuildContext): Map<string, Policy> {
  return new Map(
    entriesOf(context.document.data['policies']).map(([id, fields]) => {
      const path: Path = ['policies', id];
      const set = (fields['set'] ?? {}) as Fields;
      const policy: Policy = {
        id,
        ...timedSelector(fields['when'], [...path, 'when'], context),
        set: {
          ...optional('priority', set['priority'] as Priority | undefined),
          ...optional('title', set['title'] as string | undefined),
          ...optional('description', set['description'] as string | undefined),
          ...optional('tags', set['tags'] === undefined ? undefined : textsOf(set['tags'])),
        },
        ...quietingOf(fields),
        continue: fields['continue'] === true,
        path,
      };
      return [id, policy];
    }),
  );
}

/** Policies that hold back, repeat or close. */
export function notificationsOf(context: BuildContext): Map<string, NotificationPolicy> {
  return new Map(
    entriesOf(context.document.data['notifications']).map(([id, fields]) => {
      const path: Path = ['notifications', id];
      return [id, { id, ...timedSelector(fields['when'], [...path, 'when'], context), ...quietingOf(fields), path }];
    }),
  );
}

function quietingOf(fields: Fields): Quieting {
  const { deduplicate, autoRestart } = fields as { deduplicate?: Fields; autoRestart?: Fields };
  return {
    ...optional('delay', delayOf(fields['delay'])),
    ...(deduplicate === undefined
      ? {}
      : {
          deduplicate: {
            count: Number(deduplicate['count']),
            ...optional('within', parseDuration(deduplicate['within'])),
          },
        }),
    ...(autoRestart === undefined
      ? {}
      : { autoRestart: { every: parseDuration(autoRestart['every']) ?? 0, times: Number(autoRestart['times']) } }),
    ...optional('autoClose', parseDuration(fields['autoClose'])),
    ...(fields['suppress'] === true ? { suppress: true } : {}),
  };
}

/** `10m`, or `{ until: 08:00 }`, `{ until: mon 08:00 }`. */
function delayOf(written: unknown): Quieting['delay'] {
  if (written === undefined || written === null) return undefined;
  if (typeof written === 'string') return { for: parseDuration(written) ?? 0 };
  const [time = '', day] = String((written as Fields)['until'])
    .split(' ')
    .reverse();
  return { until: { time, ...optional('day', day) } };
}
