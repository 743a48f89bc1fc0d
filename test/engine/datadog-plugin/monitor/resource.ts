import type { v1 } from '@datadog/datadog-api-client';
import { type Clients, apiError, isMissing } from '../api.ts';
import type { Problem, Resource } from '../resource.ts';
import { type Properties, bare, flag, hasUnknowns, known, texts } from '../values.ts';
import { monitorBody } from './body.ts';
import { monitorProblems } from './problems.ts';
import { sameMonitorValue } from './same.ts';
import { monitorState } from './state.ts';

const local = ['forceDelete', 'validate', 'ignoreTagKeys'];

/** `datadog:index/monitor:Monitor`; terraform-provider-datadog, `datadog/resource_datadog_monitor.go` (2026-08). */
export const monitor: Resource = {
  defaults: {
    includeTags: true,
    newHostDelay: 300,
    noDataTimeframe: 10,
    notifyNoData: false,
    requireFullWindow: true,
    draftStatus: 'published',
  },
  computed: new Set(['evaluationDelay', 'restrictedRoles', 'tags']),
  local: new Set(local),
  replaces: new Set(['type']),
  sets: new Set(['tags', 'renotifyStatuses', 'restrictedRoles', 'notifyBies', 'ignoreTagKeys']),
  conflicts: [
    ['notifyNoData', 'onMissingData'],
    ['noDataTimeframe', 'onMissingData'],
  ],
  problems: (inputs): readonly Problem[] => monitorProblems(inputs),
  same: sameMonitorValue,
  validate,
  create: async (clients, inputs) => {
    const body = monitorBody(inputs);
    const created = await asked(clients, 'error creating monitor', '', () => clients.monitors.createMonitor({ body }));
    return { id: String(created.id), state: withSaid(monitorState(created), inputs) };
  },
  read: async (clients, id, before) => {
    try {
      const found = await clients.monitors.getMonitor({ monitorId: numberOf(id), withAssets: true });
      return withSaid(monitorState(found), before);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw apiError(error, 'error getting monitor', `${clients.url}/api/v1/monitor/${id}`);
    }
  },
  update: async (clients, id, inputs) => {
    const body = monitorBody(inputs) as v1.MonitorUpdateRequest;
    const changed = await asked(clients, 'error updating monitor', `/${id}`, () =>
      clients.monitors.updateMonitor({ monitorId: numberOf(id), body }),
    );
    return withSaid(monitorState(changed), inputs);
  },
  delete: async (clients, id, state) => {
    const force = flag(state['forceDelete']) === true ? { force: 'true' } : {};
    await asked(clients, 'error deleting monitor', `/${id}`, () =>
      clients.monitors.deleteMonitor({ monitorId: numberOf(id), ...force }),
    );
  },
};

/**
 * Monitors are checked by the vendor at each plan, unless `validate` is false, or the query or the type is open; what else is open is left out
 * (`resourceDatadogMonitorCustomizeDiff`).
 */
async function validate(clients: Clients, inputs: Properties, id: string | undefined): Promise<void> {
  if (flag(inputs['validate']) === false || hasUnknowns(inputs['query']) || hasUnknowns(inputs['type'])) return;
  const body = monitorBody(known(inputs));
  const path = id === undefined ? '/validate' : `/${id}/validate`;
  await asked(clients, 'error validating monitor', path, () =>
    id === undefined
      ? clients.monitors.validateMonitor({ body })
      : clients.monitors.validateExistingMonitor({ monitorId: numberOf(id), body }),
  );
}

async function asked<T>({ url }: Clients, what: string, path: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw apiError(error, what, `${url}/api/v1/monitor${path}`);
  }
}

function numberOf(id: string): number {
  if (!/^\d+$/.test(id)) throw new Error(`strconv.ParseInt: parsing "${id}": invalid syntax`);
  return Number(id);
}

/** What the provider only sets in its state when an answer has it, so that what was said before stays. */
const sticky = [
  'noDataTimeframe',
  'notifyNoData',
  'newHostDelay',
  'renotifyStatuses',
  'monitorThresholds',
  'monitorThresholdWindows',
  'schedulingOptions',
  'variables',
];

/** A state, with what the vendor never hears of, and what its answer does not speak of, as it was said. */
function withSaid(state: Properties, said: Properties): Properties {
  const missing = sticky.filter((name) => state[name] === undefined || texts(state[name])?.length === 0);
  const kept = [...local, ...missing].filter((name) => said[name] !== undefined);
  return { ...state, ...Object.fromEntries(kept.map((name) => [name, bare(said[name] ?? null)])) };
}
