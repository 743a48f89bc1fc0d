import type { OnCallSquad } from '../model.ts';
import { listOf, optional, type BuildContext, type Fields } from './context.ts';
import { escalationsOf, routingOf } from './escalations.ts';
import { heartbeatsOf, incidentTemplatesOf, integrationsOf, maintenanceOf, servicesOf } from './inbound.ts';
import { notificationsOf, policiesOf } from './policies.ts';
import { schedulesOf } from './schedules.ts';

/** A squad as the model knows it. */
export function squadOf(context: BuildContext, projectZone: string): OnCallSquad {
  const { id, data } = context.document;
  const lead = data['lead'] as string | undefined;
  const admins = data['admins'] === undefined ? (lead === undefined ? [] : [lead]) : listOf(data['admins']).map(String);
  const routing = routingOf(context, projectZone);
  return {
    id,
    name: String(data['name'] ?? id),
    members: listOf(data['members']).map(String),
    ...optional('lead', lead),
    admins,
    channels: (data['channels'] ?? {}) as Fields,
    schedules: schedulesOf(context, projectZone),
    escalations: escalationsOf(context),
    routing,
    policies: policiesOf(context),
    notifications: notificationsOf(context),
    integrations: integrationsOf(context),
    heartbeats: heartbeatsOf(context),
    maintenance: maintenanceOf(context, routing.zone),
    services: servicesOf(context),
    incidentTemplates: incidentTemplatesOf(context),
  };
}
