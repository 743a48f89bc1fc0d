import type { v1 } from '@datadog/datadog-api-client';
import { type Properties, defined, isProperties, nonZero, number, text } from '../values.ts';

/** `schedulingOptions` as the API has it; nothing when it is empty. */
export function scheduling({
  evaluationWindow: window,
  customSchedule: custom,
}: Properties): v1.MonitorOptionsSchedulingOptions | undefined {
  const evaluationWindow = isProperties(window) ? windowOf(window) : undefined;
  const customSchedule = isProperties(custom) ? scheduleOf(custom) : undefined;
  if (!evaluationWindow && !customSchedule) return undefined;
  return { ...(evaluationWindow ? { evaluationWindow } : {}), ...(customSchedule ? { customSchedule } : {}) };
}

/** The hour only counts without a day and a month. */
function windowOf(window: Properties): v1.MonitorOptionsSchedulingOptionsEvaluationWindow {
  const dayStarts = text(window['dayStarts']);
  const monthStarts = nonZero(window['monthStarts']);
  const byDay = dayStarts !== undefined || monthStarts !== undefined;
  const hourStarts = byDay ? undefined : (number(window['hourStarts']) ?? 0);
  return defined({ dayStarts, monthStarts, hourStarts, timezone: text(window['timezone']) });
}

function scheduleOf({ recurrence }: Properties): v1.MonitorOptionsCustomSchedule {
  const { rrule, start, timezone } = isProperties(recurrence) ? recurrence : {};
  return { recurrences: [defined({ rrule, start: text(start), timezone })] };
}

/** The reverse. */
export function schedulingState(options: v1.MonitorOptionsSchedulingOptions | undefined): Properties | undefined {
  const window = options?.evaluationWindow;
  const [recurrence] = options?.customSchedule?.recurrences ?? [];
  if (!window && !recurrence) return undefined;
  const evaluationWindow = window && defined({ ...window });
  const customSchedule = recurrence && { recurrence: defined({ ...recurrence }) };
  return defined({ evaluationWindow, customSchedule });
}
