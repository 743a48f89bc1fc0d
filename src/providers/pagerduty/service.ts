import { isEmailType } from '../on-call-mailbox.ts';
import type { Value } from '../../graph/types.ts';
import type { Integration, Maintenance } from '../../oncall/model.ts';
import type { SquadResource } from '../provider.ts';
import { accountName, type Compiling } from './compiled.ts';
import { businessServiceType, integrationType, maintenanceType, serviceType } from './resource-types.ts';
import { policyOf, serviceRule } from './routing.ts';

/** The service that receives the squad's alerts, with its integrations and maintenance; nothing when no rule leads to anybody. */
export function serviceOf(compiling: Compiling): SquadResource[] {
  const { squad } = compiling;
  const rule = serviceRule(compiling);
  const policy = rule && policyOf(rule.to, squad.id);
  if (!policy) return [];
  const service: SquadResource = {
    kind: 'service',
    id: squad.id,
    type: serviceType,
    title: squad.id,
    inputs: {
      name: squad.id,
      description: compiling.marked(squad.name, 'service', squad.id),
      escalationPolicy: compiling.idOf(policy.squad, 'escalation', policy.id),
      alertCreation: 'create_alerts_and_incidents',
      acknowledgementTimeout: 'null',
      autoResolveTimeout: autoResolve(compiling),
      incidentUrgencyRule: { type: 'constant', urgency: 'high' },
    },
    derivedFrom: { description: ['name'], escalationPolicy: ['routing'], autoResolveTimeout: ['notifications'] },
  };
  return [
    service,
    ...[...squad.integrations.values()].flatMap((integration) => integrationOf(integration, compiling)),
    ...[...squad.maintenance.values()].flatMap((maintenance) => maintenanceOf(maintenance, compiling)),
  ];
}

/** Seconds as text, as the provider takes them; `null` never resolves. Only a policy for all alerts can be expressed. */
function autoResolve({ squad }: Compiling): string {
  const forAll = [...squad.notifications.values()].find(
    (one) => one.autoClose !== undefined && !one.when && !one.hours,
  );
  return forAll ? String(forAll.autoClose) : 'null';
}

function integrationOf(integration: Integration, { squad, losses, idOf }: Compiling): SquadResource[] {
  const { id, type, path } = integration;
  if (integration.actions.length > 0)
    losses.lost('pagerduty/integration', [...path, 'actions'], 'An integration at PagerDuty has no actions.');
  if (isEmailType(type)) {
    losses.lost(
      'pagerduty/integration',
      path,
      'An e-mail integration needs an address in the domain of the PagerDuty account: this one is left out.',
    );
    return [];
  }
  return [
    {
      kind: 'integration',
      id,
      type: integrationType,
      title: accountName(squad.id, id),
      at: path,
      inputs: {
        name: accountName(squad.id, id),
        service: idOf(squad.id, 'service', squad.id),
        // Every tool can send events of this API; integrations by vendor differ in their guides only.
        type: 'events_api_v2_inbound_integration',
      },
      derivedFrom: { type: [`integrations.${id}.type`] },
    },
  ];
}

function maintenanceOf(maintenance: Maintenance, compiling: Compiling): SquadResource[] {
  const { squad, losses, idOf } = compiling;
  const { id, path } = maintenance;
  const isWhole = maintenance.policies.length === 0 && maintenance.integrations.length === squad.integrations.size;
  if (!isWhole) {
    losses.lost(
      'pagerduty/maintenance',
      path,
      'Maintenance at PagerDuty is for whole services: this one, for some integrations or policies, is left out.',
    );
    return [];
  }
  const instant = (at: number): Value => new Date(at).toISOString().replace('.000Z', 'Z');
  return [
    {
      kind: 'maintenance',
      id,
      type: maintenanceType,
      title: accountName(squad.id, id),
      at: path,
      inputs: {
        description: compiling.marked(maintenance.reason, 'maintenance', id),
        startTime: instant(maintenance.from),
        endTime: instant(maintenance.until),
        services: [idOf(squad.id, 'service', squad.id)],
      },
      derivedFrom: {
        description: [`maintenance.${id}.reason`],
        startTime: [`maintenance.${id}.from`],
        endTime: [`maintenance.${id}.to`],
      },
    },
  ];
}

/** Business services of the squad; their incident rules are lost. */
export function businessServicesOf(compiling: Compiling): SquadResource[] {
  const { squad, losses, idOf } = compiling;
  return [...squad.services.values()].map((service) => {
    for (const incident of service.incidents)
      losses.lost('pagerduty/incident', incident.path, 'PagerDuty opens no incident of a business service by a rule.');
    const name = accountName(squad.id, service.id);
    return {
      kind: 'business-service',
      id: service.id,
      type: businessServiceType,
      title: name,
      at: service.path,
      inputs: {
        name,
        description: compiling.marked(service.description ?? name, 'business-service', service.id),
        team: idOf(squad.id, 'team', squad.id),
      },
      derivedFrom: { description: [`services.${service.id}.description`] },
    };
  });
}
