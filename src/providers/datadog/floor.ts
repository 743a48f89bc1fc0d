import type { MeasurementCondition } from '../../definitions/types.ts';
import type { Measured } from './measure.ts';
import type { Monitor, Part } from './monitor.ts';
import type { MissingData } from './no-data.ts';
import { notifyNoData } from './no-data.ts';
import { decimal } from './numbers.ts';
import { asked, report, type Scope } from './scope.ts';

/** How each floor of `atLeast` is said. */
export interface FloorPlan {
  /** Queries that stand in the formula with their points below the floor cut off. */
  readonly inQuery: ReadonlyMap<string, string>;
  /** Floors that need a monitor of their own, with the least value. */
  readonly composite: readonly (readonly [name: string, least: string])[];
}

/**
 * A floor under a level is said in the query: `cutoff_min` drops the points below it, so nothing is concluded from them. Counts are
 * summed over the window, which a floor per point would not see, and with `noData: notify` a cut point would count as missing:
 * there a second monitor watches the floor. https://docs.datadoghq.com/dashboards/functions/exclusion/#cutoff
 */
export function cutOff(scope: Scope, condition: MeasurementCondition, measured: Measured): FloorPlan {
  const floors = Object.entries(condition.atLeast ?? {}).filter(([name, least]) =>
    isKnown(scope, measured, name, least),
  );
  const counts = [...measured.queries].some(
    ([name, query]) => measured.used.has(name) && query.includes('.as_count()'),
  );
  const inQuery = new Map<string, string>();
  const composite: [string, string][] = [];
  for (const [name, least] of floors) {
    const query = measured.queries.get(name) ?? '';
    const sayable =
      !counts && !query.includes('.as_count()') && measured.used.has(name) && condition.noData !== 'notify';
    if (sayable && measured.used.size > 1) inQuery.set(name, `cutoff_min(${query}, ${decimal(least)})`);
    else composite.push([name, decimal(least)]);
  }
  return { inQuery, composite };
}

function isKnown(scope: Scope, measured: Measured, name: string, least: number): boolean {
  const path = ['condition', 'atLeast', name];
  if (!Number.isFinite(least)) {
    report(scope, 'datadog/at-least', path, `The floor of "${name}" is not a number.`);
    return false;
  }
  if (measured.queries.has(name)) return true;
  if (asked(scope, path)) {
    const known = [...measured.queries.keys()].join(', ');
    report(scope, 'datadog/at-least', path, `"atLeast" names "${name}", which is no query here. Queries: ${known}.`);
  }
  return false;
}

/**
 * The composite that notifies: the value's monitor and all floors in alert at once. It has the alert's identity; its parts are silent.
 * The least severe state counts, so a warning stays one. https://docs.datadoghq.com/monitors/guide/composite_use_cases/#error-rates
 */
export function joinFloors(
  scope: Scope,
  condition: MeasurementCondition,
  value: Part,
  floors: readonly Part[],
  missing: MissingData,
): Monitor {
  const { alert } = scope;
  if ('notifyBies' in value.inputs)
    report(
      scope,
      'datadog/at-least',
      ['condition', 'atLeast'],
      'A floor under counts becomes a composite, and a composite notifies per group: it cannot follow "groups.notify".',
      { help: 'Remove "groups.notify", or group by these tags only.' },
    );
  const parts = [value, ...floors];
  const query = parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [' && ']),
    { $ref: `${alert.identity}#${part.name}`, output: 'id' },
  ]);
  const told = notifyNoData(scope, missing.state === 'notifies' ? 'notify' : 'ok', 'composite');
  return {
    type: 'composite',
    query: { $join: query },
    inputs: { requireFullWindow: false, ...told.inputs },
    warns: condition.warning !== undefined,
    noData: told.state,
    variables: {
      // A composite has no value; its members do, by letters in the order of the query.
      value: '{{a.value}}',
      threshold: decimal(condition.critical ?? 0),
      ...(condition.warning === undefined ? {} : { warnThreshold: decimal(condition.warning) }),
    },
    groups: alert.groups?.by ?? [],
    derivedFrom: { query: ['condition.atLeast'], type: ['condition.atLeast'], notifyNoData: ['condition.noData'] },
    parts,
  };
}
