import type { ResolvedAlert } from '../../definitions/types.ts';
import type { MonitorInputs, State } from '../model.ts';
import type { Notice, Telling } from '../notices.ts';
import { numberOf } from './monitor.ts';
import { renderText } from './text.ts';

const states: Readonly<Record<string, State>> = { alert: 'alert', warn: 'warning', 'no data': 'no-data' };

/** How a monitor notifies. https://docs.datadoghq.com/monitors/notify/#renotify */
export function tellingOf(alert: ResolvedAlert, inputs: MonitorInputs): Telling {
  const every = numberOf(inputs['renotifyInterval']);
  const max = numberOf(inputs['renotifyOccurrences']);
  const statuses = (inputs['renotifyStatuses'] ?? []) as readonly string[];
  return {
    alert,
    tellsNoData: inputs['onMissingData'] === 'show_and_notify_no_data' || inputs['notifyNoData'] === true,
    ...(every === undefined
      ? {}
      : {
          repeat: {
            every: every * 60,
            ...(max === undefined ? {} : { max }),
            states: statuses.map((status) => states[status] ?? 'alert'),
          },
        }),
  };
}

/** Title and message of a notification, filled in. */
export function textsOf(
  alert: ResolvedAlert,
  inputs: MonitorInputs,
  notice: Notice,
): { readonly title: string; readonly message: string } {
  const thresholds = (inputs['monitorThresholds'] ?? {}) as Readonly<Record<string, unknown>>;
  const facets = (alert.groups?.by ?? []).flatMap(({ alias, facet }) => {
    const value = notice.group[alias];
    return value === undefined ? [] : [[facet, value] as const];
  });
  const { from, to, repeat, value } = notice;
  const context = {
    from,
    to,
    repeat,
    facets: Object.fromEntries(facets),
    threshold: String(thresholds['critical'] ?? ''),
    warnThreshold: String(thresholds['warning'] ?? ''),
    ...(value === undefined ? {} : { value }),
  };
  return {
    title: renderText(String(inputs['name']), context),
    message: renderText(String(inputs['message']), context),
  };
}
