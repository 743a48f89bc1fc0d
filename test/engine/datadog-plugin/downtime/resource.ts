import type { v2 } from '@datadog/datadog-api-client';
import { type Clients, apiError, isMissing } from '../api.ts';
import type { Problem, Resource } from '../resource.ts';
import { type Properties, type Value, isProperties, isZero } from '../values.ts';
import { downtimeAttributes } from './body.ts';
import { downtimeState } from './state.ts';

/** `datadog:index/downtimeSchedule:DowntimeSchedule`; `datadog/fwprovider/resource_datadog_downtime_schedule.go` (2026-08). */
export const downtime: Resource = {
  defaults: {},
  computed: new Set(['displayTimezone', 'muteFirstRecoveryNotification', 'notifyEndStates', 'notifyEndTypes']),
  local: new Set(),
  replaces: new Set(),
  sets: new Set(['notifyEndStates', 'notifyEndTypes', 'monitorTags']),
  conflicts: [['oneTimeSchedule', 'recurringSchedule']],
  problems,
  same,
  validate: () => Promise.resolve(),
  create: async (clients, inputs) => {
    const attributes = downtimeAttributes(inputs) as unknown as v2.DowntimeCreateRequestAttributes;
    const { data } = await asked(clients, 'error creating DowntimeSchedule', '', (api) =>
      api.createDowntime({ body: { data: { type: 'downtime', attributes } } }),
    );
    return { id: String(data?.id), state: downtimeState(data) };
  },
  read: async (clients, id) => {
    try {
      const { data } = await (await clients.downtimes()).getDowntime({ downtimeId: id });
      return downtimeState(data);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw apiError(error, 'error retrieving DowntimeSchedule', `${clients.url}/api/v2/downtime/${id}`);
    }
  },
  update: async (clients, id, inputs) => {
    const attributes = downtimeAttributes(inputs, true) as unknown as v2.DowntimeUpdateRequestAttributes;
    const { data } = await asked(clients, 'error updating DowntimeSchedule', `/${id}`, (api) =>
      api.updateDowntime({ downtimeId: id, body: { data: { id, type: 'downtime', attributes } } }),
    );
    return downtimeState(data);
  },
  delete: async (clients, id) => {
    await asked(clients, 'error deleting downtime_schedule', `/${id}`, async (api) => {
      await api.cancelDowntime({ downtimeId: id }).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    });
  },
};

function problems({
  monitorIdentifier: identifier,
  oneTimeSchedule,
  recurringSchedule,
}: Properties): readonly Problem[] {
  const found: Problem[] = [];
  if (
    isProperties(identifier) &&
    (identifier['monitorId'] === undefined) === (identifier['monitorTags'] === undefined)
  ) {
    found.push({ property: 'monitorIdentifier', reason: 'exactly one of monitorId and monitorTags must be specified' });
  }
  if (oneTimeSchedule === undefined && recurringSchedule === undefined) {
    found.push({ property: 'oneTimeSchedule', reason: 'one_time_schedule or recurring_schedule must be set' });
  }
  return found;
}

/** Starts and zones that were left out are the vendor's. */
function same(path: readonly string[], state: Value, planned: Value): boolean {
  const last = path.at(-1);
  return (last === 'start' || last === 'timezone') && isZero(planned) && !isZero(state);
}

async function asked<T>(
  clients: Clients,
  what: string,
  path: string,
  ask: (api: Awaited<ReturnType<Clients['downtimes']>>) => Promise<T>,
): Promise<T> {
  try {
    return await ask(await clients.downtimes());
  } catch (error) {
    throw apiError(error, what, `${clients.url}/api/v2/downtime${path}`);
  }
}
