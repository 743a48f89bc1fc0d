import type { Json } from '../../graph/types.ts';
import { canonicalJson, sha256 } from '../../graph/canonical.ts';
import type { Holidays, Hours } from '../../oncall/model.ts';
import type { Compiling } from './compiling.ts';
import { accountName } from './names.ts';
import { alertPolicyType, holidaysType } from './resource-types.ts';
import { unchanged } from './unchanged.ts';

/** Holidays as plain data. */
export function holidayData({ days, yearly }: Holidays): Json {
  return {
    days: Object.fromEntries([...days].sort()),
    yearly: Object.fromEntries([...yearly].sort().map(([day, { since, name }]) => [day, { since, name }])),
  };
}

/** Whether hours have days that are cut out. */
export function hasHolidays({ holidays }: Hours): boolean {
  return holidays.days.size + holidays.yearly.size > 0;
}

/**
 * The tag that alerts of the squad get on the holidays of hours, in a zone; undefined for hours without holidays. It is set by a policy that
 * is off, and that a maintenance switches on for the time of each holiday: https://docs.opsgenie.com/docs/maintenance-api
 */
export function holidayTag(hours: Hours, zone: string, compiling: Compiling): string | undefined {
  if (!hasHolidays(hours)) return undefined;
  const data = holidayData(hours.holidays);
  const id = `holidays.${sha256(canonicalJson([data, zone])).slice(0, 8)}`;
  const tag = `alerts_${id.replace('.', ':')}`;
  if (!compiling.resources.some((one) => one.kind === 'policy' && one.id === id)) add(id, tag, data, zone, compiling);
  return tag;
}

function add(id: string, tag: string, holidays: Json, zone: string, compiling: Compiling): void {
  const name = accountName(compiling.squad.id, id);
  compiling.add({
    kind: 'policy',
    id,
    type: alertPolicyType,
    title: name,
    inputs: {
      ...unchanged,
      name,
      teamId: compiling.team,
      policyDescription: 'Marks the alerts of holidays. Off; maintenances switch it on for each holiday.',
      enabled: false,
      filters: [{ type: 'match-all' }],
      continuePolicy: true,
      tags: [tag],
    },
    options: { replaceOnChanges: ['teamId'] },
    derivedFrom: {},
  });
  compiling.add({
    kind: 'holidays',
    id,
    type: holidaysType,
    title: name,
    inputs: { policyId: compiling.id('policy', id), timezone: zone, holidays },
    derivedFrom: { holidays: ['routing', 'policies'] },
  });
}
