import type { v1 } from '@datadog/datadog-api-client';
import { type Clients, apiError, isMissing } from '../api.ts';
import type { Problem, Resource } from '../resource.ts';
import { type Properties, type Value, flag, hasUnknowns, objects, unknown } from '../values.ts';
import { sloBody } from './body.ts';
import { sloState } from './state.ts';

const local = ['forceDelete', 'validate', 'ignoreTagKeys'];
const types = ['metric', 'monitor', 'time_slice'];
const timeframes = ['7d', '30d', '90d', 'custom'];

/** `datadog:index/serviceLevelObjective:ServiceLevelObjective`; `datadog/resource_datadog_service_level_objective.go` (2026-08). */
export const slo: Resource = {
  defaults: {},
  computed: new Set(['tags', 'timeframe', 'targetThreshold', 'warningThreshold']),
  local: new Set(local),
  replaces: new Set(['type']),
  sets: new Set(['tags', 'monitorIds', 'groups', 'ignoreTagKeys']),
  conflicts: [],
  problems,
  same,
  validate,
  create: async (clients, inputs) => {
    const body = sloBody(inputs) as v1.ServiceLevelObjectiveRequest;
    const what = 'error creating service level objective';
    const { data } = await asked(clients, what, '', () => clients.slos.createSLO({ body }));
    const [created] = data ?? [];
    if (!created?.id) throw new Error('error creating service level objective: the answer has none');
    return { id: created.id, state: withLocal(sloState(created, inputs), inputs) };
  },
  read: async (clients, id, before) => {
    try {
      const { data } = await clients.slos.getSLO({ sloId: id });
      return withLocal(sloState(data ?? {}, before), before);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw apiError(error, 'error getting service level objective', `${clients.url}/api/v1/slo/${id}`);
    }
  },
  update: async (clients, id, inputs) => {
    const body = { ...sloBody(inputs), id } as v1.ServiceLevelObjective;
    const what = 'error updating service level objective';
    const { data } = await asked(clients, what, `/${id}`, () => clients.slos.updateSLO({ sloId: id, body }));
    return withLocal(sloState(data?.[0] ?? {}, inputs), inputs);
  },
  delete: async (clients, id, state) => {
    const force = flag(state['forceDelete']) === true ? { force: 'true' } : {};
    const what = 'error deleting service level objective';
    await asked(clients, what, `/${id}`, () => clients.slos.deleteSLO({ sloId: id, ...force }));
  },
};

/** Monitors that an SLO is made of must be there at each plan, unless `validate` is false. */
async function validate(clients: Clients, inputs: Properties): Promise<void> {
  if (flag(inputs['validate']) === false || inputs['type'] !== 'monitor') return;
  const ids = Array.isArray(inputs['monitorIds']) && !hasUnknowns(inputs['monitorIds']) ? inputs['monitorIds'] : [];
  for (const id of ids) {
    await clients.monitors.getMonitor({ monitorId: Number(id) }).catch((error: unknown) => {
      throw apiError(error, 'error finding monitor to add to SLO', `${clients.url}/api/v1/monitor/${String(id)}`);
    });
  }
}

function problems(inputs: Properties): readonly Problem[] {
  const found: Problem[] = [];
  const { type } = inputs;
  if (type !== unknown && !types.includes(String(type))) {
    found.push({ property: 'type', reason: `invalid value "${String(type)}", must be one of ${types.join(', ')}` });
  }
  for (const [index, { timeframe }] of objects(inputs['thresholds']).entries()) {
    if (timeframe === undefined || timeframe === unknown || timeframes.includes(String(timeframe))) continue;
    found.push({ property: `thresholds[${index}].timeframe`, reason: `invalid value "${String(timeframe)}"` });
  }
  return found;
}

/** What is shown of a number is computed; texts are trimmed; tags are lower-cased; `300` and `metrics` are defaults. */
function same(path: readonly string[], state: Value, planned: Value): boolean {
  const last = path.at(-1) ?? '';
  if (last === 'targetDisplay' || last === 'warningDisplay' || path[0] === 'validate') return true;
  if (last === 'queryIntervalSeconds') return (planned ?? 300) === state;
  if (last === 'dataSource') return (planned ?? 'metrics') === state;
  return tidy(state, path[0]) === tidy(planned, path[0]);
}

function tidy(value: Value, name: string | undefined): Value {
  if (typeof value !== 'string') return value;
  return name === 'tags' ? value.trim().toLowerCase() : value.trim();
}

async function asked<T>({ url }: Clients, what: string, path: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw apiError(error, what, `${url}/api/v1/slo${path}`);
  }
}

function withLocal(state: Properties, said: Properties): Properties {
  const kept = local.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]] as const]));
  return { ...state, ...Object.fromEntries(kept) };
}
