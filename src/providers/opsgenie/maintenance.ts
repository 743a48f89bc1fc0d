import type { Maintenance } from '../../oncall/model.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { utc } from './instants.ts';
import { maintenanceType } from './resource-types.ts';

/** A stretch of time in which integrations or policies of the squad are off. */
export function addMaintenance(maintenance: Maintenance, compiling: Compiling): void {
  const { id, reason, from, until, path } = maintenance;
  const rules = [
    ...maintenance.integrations.map((one) => off('integration', compiling.id('integration', one))),
    ...maintenance.policies.flatMap((one) => policiesOf(one, compiling)).map((one) => off('policy', one)),
  ];
  if (rules.length === 0)
    compiling.report('maintenance', path, 'A maintenance switches something off; this one names nothing.', {
      help: 'Name integrations or policies of the squad.',
    });
  const at = path.join('.');
  compiling.add({
    kind: 'maintenance',
    id,
    at: path,
    type: maintenanceType,
    title: `${compiling.squad.id}: ${reason}`,
    inputs: {
      description: compiling.marked(reason, 'maintenance', id),
      times: [{ type: 'schedule', startDate: utc(from), endDate: utc(until) }],
      rules,
    },
    derivedFrom: {
      description: [`${at}.reason`],
      times: [`${at}.from`, `${at}.to`],
      rules: [`${at}.integrations`, `${at}.policies`],
    },
  });
}

function off(type: string, id: Inputs[string]): Inputs {
  return { entities: [{ type, id }], state: 'disabled' };
}

/** What a policy of the definition became: alert policies, and a notification policy for what it holds back. */
function policiesOf(policy: string, compiling: Compiling): Inputs[string][] {
  return compiling.resources
    .filter(({ kind, id }) =>
      kind === 'policy' ? id.split('.')[0] === policy : kind === 'notification' && id === `policy.${policy}`,
    )
    .map(({ kind, id }) => compiling.id(kind, id));
}
