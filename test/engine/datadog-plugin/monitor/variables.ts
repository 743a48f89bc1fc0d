import type { v1 } from '@datadog/datadog-api-client';
import { type Properties, type Value, defined, isProperties, objects } from '../values.ts';

/** Kinds of variables that are carried over: events and cloud costs. */
const kinds = ['eventQueries', 'cloudCostQueries'] as const;

/** `variables` as the API has them. */
export function variablesBody(variables: Properties): v1.MonitorFormulaAndFunctionQueryDefinition[] {
  const others = Object.keys(variables).filter((name) => name.endsWith('Queries') && !kinds.includes(name as never));
  if (others.length > 0) throw new Error(`variables.${others[0]} are not covered by this stand-in`);
  return [
    ...objects(variables['eventQueries']).map(eventBody),
    ...objects(variables['cloudCostQueries']).map((query) => defined({ ...query, __defaults: undefined })),
  ] as unknown as v1.MonitorFormulaAndFunctionQueryDefinition[];
}

/** Datadog has one compute where the provider has a list of one. */
function eventBody(query: Properties): Properties {
  const [compute] = objects(query['computes']);
  const { dataSource, name, indexes, search } = query;
  return defined({
    dataSource,
    name,
    indexes,
    compute: compute && clean(compute),
    search: isProperties(search) ? clean(search) : undefined,
    groupBy: objects(query['groupBies']).map((one) =>
      defined({ ...clean(one), sort: isProperties(one['sort']) ? clean(one['sort']) : undefined }),
    ),
  });
}

/** The reverse. */
export function variablesState(
  variables: readonly v1.MonitorFormulaAndFunctionQueryDefinition[] | undefined,
): Properties | undefined {
  if (!variables || variables.length === 0) return undefined;
  const all = variables as unknown as readonly Properties[];
  const costs = all.filter(({ dataSource }) => dataSource === 'cloud_cost').map((one) => defined({ ...one }));
  const events = all.filter(({ dataSource }) => dataSource !== 'cloud_cost').map(eventState);
  return defined({
    eventQueries: events.length > 0 ? events : undefined,
    cloudCostQueries: costs.length > 0 ? costs : undefined,
  });
}

function eventState({ compute, groupBy, search, ...rest }: Properties): Properties {
  const groups = objects(groupBy).map((one) => plain(one));
  return defined({
    ...rest,
    computes: isProperties(compute) ? [plain(compute)] : undefined,
    groupBies: groups.length > 0 ? groups : undefined,
    search: isProperties(search) ? plain(search) : undefined,
  });
}

function clean(properties: Properties): Properties {
  return defined({ ...properties, __defaults: undefined });
}

function plain(model: Properties): Properties {
  return defined(JSON.parse(JSON.stringify(model)) as Record<string, Value>);
}
