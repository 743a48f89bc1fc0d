import type { OnCallPerson } from '../../oncall/model.ts';

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

/** The name of somebody's account: their address, of which Opsgenie takes lower case only. */
export function usernameOf({ email }: Pick<OnCallPerson, 'email'>): string {
  return email.toLowerCase();
}

/** The heartbeat that `alerts watch` sends after each complete evaluation of a broker. */
export function watchHeartbeatId(environment: string, connection: string): string {
  return `watch-${environment}-${connection}`;
}
