import type { v2 } from '@datadog/datadog-api-client';
import { type Properties, defined } from '../values.ts';

/** What `updateState` of the Terraform provider makes of an answer: times end in `Z`, without fractions. */
export function downtimeState(data: v2.DowntimeResponseData | undefined): Properties {
  const found = data?.attributes ?? {};
  return defined({
    scope: found.scope,
    message: found.message ?? undefined,
    displayTimezone: found.displayTimezone ?? undefined,
    muteFirstRecoveryNotification: found.muteFirstRecoveryNotification,
    notifyEndStates: found.notifyEndStates?.map(String).sort(),
    notifyEndTypes: found.notifyEndTypes?.map(String).sort(),
    monitorIdentifier: identifier(
      found.monitorIdentifier as { monitorId?: number; monitorTags?: string[] } | undefined,
    ),
    ...schedule(found.schedule as Schedule | undefined),
  });
}

interface Schedule {
  readonly start?: Date;
  readonly end?: Date | null;
  readonly timezone?: string;
  readonly recurrences?: readonly { readonly duration?: string; readonly rrule?: string; readonly start?: string }[];
}

function identifier(found: { monitorId?: number; monitorTags?: string[] } | undefined): Properties | undefined {
  return found && defined({ monitorId: found.monitorId, monitorTags: found.monitorTags });
}

function schedule(found: Schedule | undefined): Record<string, Properties | undefined> {
  if (found?.recurrences) {
    const recurrences = found.recurrences.map(({ duration, rrule, start }) => defined({ duration, rrule, start }));
    return { recurringSchedule: defined({ recurrences, timezone: found.timezone }) };
  }
  return { oneTimeSchedule: found && defined({ start: utc(found.start), end: utc(found.end) }) };
}

function utc(time: Date | null | undefined): string | undefined {
  return time ? new Date(time).toISOString().replace(/\.\d+Z$/, 'Z') : undefined;
}
