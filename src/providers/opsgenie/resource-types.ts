import type { ResourceType } from '../provider.ts';

/** The plugin: Pulumi's bridge of the Terraform provider. Its npm package is not used; programs register by type. */
export const plugin = { plugin: 'opsgenie', version: '1.3.19' } as const;

export const userType = 'opsgenie:index/user:User';
export const notificationRuleType = 'opsgenie:index/notificationRule:NotificationRule';
export const teamType = 'opsgenie:index/team:Team';
export const scheduleType = 'opsgenie:index/schedule:Schedule';
export const rotationType = 'opsgenie:index/scheduleRotation:ScheduleRotation';
export const escalationType = 'opsgenie:index/escalation:Escalation';
export const routingRuleType = 'opsgenie:index/teamRoutingRule:TeamRoutingRule';
export const alertPolicyType = 'opsgenie:index/alertPolicy:AlertPolicy';
export const notificationPolicyType = 'opsgenie:index/notificationPolicy:NotificationPolicy';
export const integrationType = 'opsgenie:index/apiIntegration:ApiIntegration';
export const emailIntegrationType = 'opsgenie:index/emailIntegration:EmailIntegration';
export const integrationActionType = 'opsgenie:index/integrationAction:IntegrationAction';
export const heartbeatType = 'opsgenie:index/heartbeat:Heartbeat';
export const maintenanceType = 'opsgenie:index/maintenance:Maintenance';
export const serviceType = 'opsgenie:index/service:Service';
export const incidentRuleType = 'opsgenie:index/serviceIncidentRule:ServiceIncidentRule';
export const incidentTemplateType = 'opsgenie:index/incidentTemplate:IncidentTemplate';
/** Overrides of one schedule: the provider has no such resource. */
export const overridesType = 'opsgenie:api/overrides:Overrides';
/** Maintenances that switch a policy on for holidays: dated, hence made ahead of time at each apply. */
export const holidaysType = 'opsgenie:api/holidays:Holidays';

/**
 * What changing makes anew: terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_*.go, fields with `ForceNew`; and parents,
 * whose change that provider sends to an address that does not exist.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  [userType]: { noun: 'user', adoption: 'unique-name', replacesOn: ['username'], sdk: plugin },
  [notificationRuleType]: {
    noun: 'notification rule',
    adoption: 'parent-and-position',
    replacesOn: ['actionType', 'name', 'username'],
    sdk: plugin,
  },
  [teamType]: { noun: 'team', adoption: 'marker', sdk: plugin },
  [scheduleType]: { noun: 'schedule', adoption: 'marker', sdk: plugin },
  [rotationType]: { noun: 'rotation', adoption: 'parent-and-position', replacesOn: ['scheduleId'], sdk: plugin },
  [escalationType]: { noun: 'escalation', adoption: 'marker', sdk: plugin },
  [routingRuleType]: { noun: 'routing rule', adoption: 'parent-and-position', replacesOn: ['teamId'], sdk: plugin },
  [alertPolicyType]: { noun: 'alert policy', adoption: 'unique-name', replacesOn: ['teamId'], sdk: plugin },
  [notificationPolicyType]: {
    noun: 'notification policy',
    adoption: 'unique-name',
    replacesOn: ['teamId'],
    sdk: plugin,
  },
  [integrationType]: {
    noun: 'integration',
    adoption: 'unique-name',
    replacesOn: ['type', 'ownerTeamId'],
    sdk: plugin,
  },
  [emailIntegrationType]: { noun: 'integration', adoption: 'unique-name', replacesOn: ['ownerTeamId'], sdk: plugin },
  [integrationActionType]: {
    noun: 'integration action',
    adoption: 'parent-and-position',
    replacesOn: ['integrationId'],
    sdk: plugin,
  },
  [heartbeatType]: { noun: 'heartbeat', adoption: 'marker', replacesOn: ['name'], sdk: plugin },
  [maintenanceType]: { noun: 'maintenance', adoption: 'marker', silences: true, sdk: plugin },
  [serviceType]: { noun: 'service', adoption: 'marker', replacesOn: ['teamId'], sdk: plugin },
  [incidentRuleType]: {
    noun: 'incident rule',
    adoption: 'parent-and-position',
    replacesOn: ['serviceId'],
    sdk: plugin,
  },
  [incidentTemplateType]: { noun: 'incident template', adoption: 'unique-name', sdk: plugin },
  [overridesType]: { noun: 'overrides', adoption: 'parent-and-position', byApi: true, sdk: plugin },
  [holidaysType]: { noun: 'holidays', adoption: 'marker', byApi: true, sdk: plugin },
};
