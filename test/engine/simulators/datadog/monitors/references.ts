import type { Account, Monitor } from '../account.ts';
import { compositeMembers } from '../queries/composite.ts';
import { sloOf } from '../queries/slo.ts';

/** Why a monitor cannot be deleted without force; the words are in DataDog/terraform-provider-datadog issues 439 and 519. */
export function usersOf(account: Account, { id, name }: Monitor): string[] {
  const composites = [...account.monitors.values()].filter(
    (one) => one.type === 'composite' && compositeMembers(one.query).includes(id),
  );
  const slos = [...account.slos.values()].filter((slo) => slo.monitor_ids?.includes(id) === true);
  return [
    ...(composites.length > 0
      ? [`monitor [${id},${name}] is referenced in composite monitors: ${names(composites)}`]
      : []),
    ...(slos.length > 0 ? [`monitor [${id},${name}] is referenced in slos: ${names(slos)}`] : []),
  ];
}

/** Monitors that alert on an SLO. */
export function alertsOf(account: Account, slo: string): Monitor[] {
  return [...account.monitors.values()].filter(({ type, query }) => type === 'slo alert' && sloOf(query) === slo);
}

/** `[1,first], [2,second]` */
export function names(objects: readonly { readonly id: number | string; readonly name: string }[]): string {
  return objects.map(({ id, name }) => `[${id},${name}]`).join(', ');
}
