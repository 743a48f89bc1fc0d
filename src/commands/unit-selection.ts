import type { Plan } from '../graph/plan.ts';
import { passes } from '../pipeline/open.ts';
import { filtersOf, type CommonOptions } from './common.ts';
import { placeOf } from './object-place.ts';

/** Whether a run looks at some objects of units only, so that no unit is complete after it. */
export function isPartial(options: CommonOptions): boolean {
  const { app, alert } = filtersOf(options);
  return app.length + alert.length > 0;
}

/** Units that filters select; the offline plan knows in which units applications and alerts have objects. */
export function unitSelection(options: CommonOptions, offline: Plan): (unit: string) => boolean {
  const filters = filtersOf(options);
  const { env, squad } = filters;
  return (unit) => {
    const dot = unit.indexOf('.');
    const environment = dot === -1 ? undefined : unit.slice(0, dot);
    if (env.length > 0 && (environment === undefined || !env.includes(environment))) return false;
    if (squad.length > 0 && environment !== undefined && !squad.includes(unit.slice(dot + 1))) return false;
    if (!isPartial(options)) return true;
    const operations = offline.units.find((one) => one.unit === unit)?.operations ?? [];
    return operations.some((operation) => passes(filters, placeOf(operation)));
  };
}
