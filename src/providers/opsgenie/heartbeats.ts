import type { Heartbeat } from '../../oncall/model.ts';
import type { Compiling } from './compiling.ts';
import { accountName } from './names.ts';
import { heartbeatType } from './resource-types.ts';

/** Names of heartbeats: terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_heartbeat.go. */
const heartbeatName = /^[A-Za-z0-9._-]{1,99}$/;

/** A heartbeat that Opsgenie expects. */
export function addHeartbeat(heartbeat: Heartbeat, compiling: Compiling): void {
  const { id, path, priority } = heartbeat;
  const name = accountName(compiling.squad.id, id);
  if (!heartbeatName.test(name))
    compiling.report(
      'heartbeat-name',
      path,
      `Opsgenie takes letters, digits, ".", "_" and "-" in the name of a heartbeat, at most 99; not "${name}".`,
    );
  const every = interval(heartbeat.every);
  if (!every)
    compiling.report(
      'heartbeat-interval',
      [...path, 'every'],
      `Opsgenie watches heartbeats by whole minutes; every ${heartbeat.every} s is not possible.`,
    );
  const at = path.join('.');
  compiling.add({
    kind: 'heartbeat',
    id,
    at: path,
    type: heartbeatType,
    title: name,
    inputs: {
      name,
      ...(every ?? { interval: 1, intervalUnit: 'minutes' }),
      enabled: true,
      ownerTeamId: compiling.team,
      description: compiling.marked(heartbeat.description ?? name, 'heartbeat', id),
      // At most 130 characters, as messages of alerts are: https://docs.opsgenie.com/docs/alert-api
      alertMessage: `No heartbeat: ${name}`.slice(0, 130),
      alertPriority: priority,
    },
    derivedFrom: {
      interval: [`${at}.every`],
      intervalUnit: [`${at}.every`],
      description: [`${at}.description`],
      alertPriority: [`${at}.priority`],
    },
  });
}

/** The largest unit that fits; undefined when minutes do not. */
function interval(seconds: number): { interval: number; intervalUnit: string } | undefined {
  const units = [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ] as const;
  const fitting = units.find(([, length]) => seconds > 0 && seconds % length === 0);
  return fitting && { interval: seconds / fitting[1], intervalUnit: fitting[0] };
}
