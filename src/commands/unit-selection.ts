import type { Plan } from '../graph/plan.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { passes } from '../pipeline/open.ts';
import { filtersOf, type CommonOptions } from './common.ts';
import { placeOf } from './object-place.ts';

/** Whether a run looks at some objects of a unit only, so that it is not complete after it; the on-call unit has objects of every squad. */
export function isPartialIn(unit: string, options: CommonOptions): boolean {
  const { squad, app, alert } = filtersOf(options);
  return app.length + alert.length > 0 || (unit === onCallUnit && squad.length > 0);
}

/** Units that filters select; the offline plan knows in which units squads, applications and alerts have objects. */
export function unitSelection(options: CommonOptions, offline: Plan): (unit: string) => boolean {
  const filters = filtersOf(options);
  const { env, squad } = filters;
  return (unit) => {
    const [environment = '', owner] = unit.split('.');
    if (env.length > 0 && !env.includes(environment)) return false;
    if (squad.length > 0 && owner !== undefined && !squad.includes(owner)) return false;
    if (!isPartialIn(unit, options)) return true;
    const operations = offline.units.find((one) => one.unit === unit)?.operations ?? [];
    return operations.some((operation) => passes(filters, placeOf(operation)));
  };
}
