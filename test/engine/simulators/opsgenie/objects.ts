import type { Account, ForwardingRule, Heartbeat, Integration, Plain } from './account.ts';
import type { Alert } from './alerts/alert.ts';
import type { Escalation, Policy, RoutingRule, Schedule, Team } from './on-call-objects.ts';
import type { Contact, NotificationRule, User } from './users/user.ts';

/** What an account has, by the name of its type. */
export interface ObjectsByType {
  readonly user: User;
  readonly contact: Contact;
  readonly 'notification-rule': NotificationRule;
  readonly role: Plain;
  readonly team: Team;
  readonly 'team-role': Plain;
  readonly 'routing-rule': RoutingRule;
  readonly schedule: Schedule;
  readonly escalation: Escalation;
  readonly policy: Policy;
  readonly integration: Integration;
  readonly heartbeat: Heartbeat;
  readonly 'forwarding-rule': ForwardingRule;
  readonly service: Plain;
  readonly 'incident-rule': Plain;
  readonly 'incident-template': Plain;
  readonly maintenance: Plain;
  readonly alert: Alert;
}

function mapsOf(account: Account): { readonly [T in keyof ObjectsByType]: ReadonlyMap<string, ObjectsByType[T]> } {
  return {
    user: account.users,
    contact: account.contacts,
    'notification-rule': account.notificationRules,
    role: account.roles,
    team: account.teams,
    'team-role': account.teamRoles,
    'routing-rule': account.routingRules,
    schedule: account.schedules,
    escalation: account.escalations,
    policy: account.policies,
    integration: account.integrations,
    heartbeat: account.heartbeats,
    'forwarding-rule': account.forwardingRules,
    service: account.services,
    'incident-rule': account.incidentRules,
    'incident-template': account.incidentTemplates,
    maintenance: account.maintenances,
    alert: account.alerts,
  };
}

/** Objects of a type in the order of their creation. */
export function objectsOf<T extends keyof ObjectsByType>(account: Account, type: T): ObjectsByType[T][] {
  return [...mapsOf(account)[type].values()];
}
