import type { ResourceType } from '../provider.ts';

const sdk = (name: string): ResourceType['sdk'] => ({ package: '@pulumi/pagerduty', class: name });

export const userType = 'pagerduty:index/user:User';
export const teamType = 'pagerduty:index/team:Team';
export const membershipType = 'pagerduty:index/teamMembership:TeamMembership';
export const scheduleType = 'pagerduty:index/schedule:Schedule';
export const escalationType = 'pagerduty:index/escalationPolicy:EscalationPolicy';
export const serviceType = 'pagerduty:index/service:Service';
export const integrationType = 'pagerduty:index/serviceIntegration:ServiceIntegration';
export const businessServiceType = 'pagerduty:index/businessService:BusinessService';
export const maintenanceType = 'pagerduty:index/maintenanceWindow:MaintenanceWindow';

/**
 * What a squad becomes. Names of teams, schedules, escalation policies and services are unique in an account, and so is a user's e-mail address
 * (https://developer.pagerduty.com/api-reference); what changing makes anew: `ForceNew` in terraform-provider-pagerduty.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  [userType]: { noun: 'user', adoption: 'unique-name', sdk: sdk('User') },
  [teamType]: { noun: 'team', adoption: 'unique-name', sdk: sdk('Team') },
  [membershipType]: {
    noun: 'membership',
    adoption: 'parent-and-position',
    replacesOn: ['userId', 'teamId'],
    sdk: sdk('TeamMembership'),
  },
  [scheduleType]: { noun: 'schedule', adoption: 'unique-name', sdk: sdk('Schedule') },
  [escalationType]: { noun: 'escalation policy', adoption: 'unique-name', sdk: sdk('EscalationPolicy') },
  [serviceType]: { noun: 'service', adoption: 'unique-name', sdk: sdk('Service') },
  [integrationType]: {
    noun: 'integration',
    adoption: 'parent-and-position',
    replacesOn: ['service', 'type'],
    sdk: sdk('ServiceIntegration'),
  },
  [businessServiceType]: { noun: 'business service', adoption: 'unique-name', sdk: sdk('BusinessService') },
  [maintenanceType]: { noun: 'maintenance window', adoption: 'marker', sdk: sdk('MaintenanceWindow') },
};
