/** Names of objects are unique in an account, whoever owns them; ids have no dots. */
export function accountName(squad: string, id: string): string {
  return `${squad}.${id}`;
}

/**
 * The name of a schedule: `payments oncall`. Schedules take no dots, and `payments_schedule` is the name of what Opsgenie makes for
 * a new team.
 */
export function scheduleName(squad: string, id: string): string {
  return `${squad} ${id}`;
}

/** Names of services take no dots either. */
export function serviceName(squad: string, id: string): string {
  return `${squad} ${id}`;
}
