import type { v1 } from '@datadog/datadog-api-client';
import { type Properties, type Value, defined, isProperties, objects } from '../values.ts';

type Found = Partial<v1.ServiceLevelObjective & v1.SLOResponseData>;

/** What `updateSLOState` of the Terraform provider makes of an answer. `said` tells which of two forms a metric SLO is written in. */
export function sloState(found: Found, said: Properties): Properties {
  return defined({
    name: found.name,
    description: found.description ?? '',
    type: found.type as string | undefined,
    tags: [...(found.tags ?? [])].sort(),
    thresholds: found.thresholds?.map((one) =>
      defined({
        timeframe: one.timeframe as string,
        target: one.target,
        targetDisplay: one.targetDisplay,
        warning: one.warning,
        warningDisplay: one.warningDisplay,
      }),
    ),
    timeframe: found.timeframe as string | undefined,
    targetThreshold: found.targetThreshold,
    warningThreshold: found.warningThreshold,
    ...indicator(found, said),
  });
}

function indicator(found: Found, said: Properties): Record<string, Value | undefined> {
  if (found.type === 'monitor') return { monitorIds: found.monitorIds ?? [], groups: found.groups ?? [] };
  const specification = found.sliSpecification as unknown as Properties | undefined;
  if (found.type === 'time_slice') return { sliSpecification: specification && sliceState(specification) };
  if (specification && usesSpecification(said)) return { sliSpecification: countState(specification) };
  const { numerator = '', denominator = '' } = found.query ?? {};
  return { query: { numerator, denominator } };
}

/** Whether a metric SLO is written with `sliSpecification`; what an answer has decides on import. */
function usesSpecification(said: Properties): boolean {
  return isProperties(said['sliSpecification']) || !isProperties(said['query']);
}

function sliceState({ timeSlice }: Properties): Properties | undefined {
  if (!isProperties(timeSlice) || !isProperties(timeSlice['query'])) return undefined;
  const { query, comparator, threshold, queryIntervalSeconds } = timeSlice;
  const [formula] = objects(query['formulas']);
  return {
    timeSlice: defined({
      comparator,
      threshold,
      queryIntervalSeconds,
      query: {
        formula: defined({ formulaExpression: formula?.['formula'] }),
        queries: queriesState(query['queries']),
      },
    }),
  };
}

function countState({ count }: Properties): Properties | undefined {
  if (!isProperties(count)) return undefined;
  const formula = (name: string): Value | undefined => (isProperties(count[name]) ? count[name]['formula'] : undefined);
  return {
    count: defined({
      goodEventsFormula: formula('goodEventsFormula'),
      totalEventsFormula: formula('totalEventsFormula'),
      badEventsFormula: formula('badEventsFormula'),
      queries: queriesState(count['queries']),
    }),
  };
}

function queriesState(queries: Value | undefined): Properties[] {
  return objects(queries).map(({ dataSource, name, query }) => ({ metricQuery: defined({ dataSource, name, query }) }));
}
