import { alertRoutes } from './alerts/routes.ts';
import { escalationRoutes } from './escalations.ts';
import { forwardingRuleRoutes } from './forwarding-rules.ts';
import { heartbeatRoutes } from './heartbeats.ts';
import { incidentRuleRoutes } from './incidents/rules.ts';
import { serviceRoutes } from './incidents/services.ts';
import { incidentTemplateRoutes } from './incidents/templates.ts';
import { actionRoutes } from './integrations/actions.ts';
import { integrationRoutes } from './integrations/integrations.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { policyRoutes } from './policies/policies.ts';
import type { Route } from './routes.ts';
import { overrideRoutes } from './schedules/overrides.ts';
import { rotationRoutes } from './schedules/rotations.ts';
import { scheduleRoutes } from './schedules/schedules.ts';
import { teamRoleRoutes } from './teams/roles.ts';
import { routingRuleRoutes } from './teams/routing-rules.ts';
import { teamRoutes } from './teams/teams.ts';
import { timeRoutes } from './time/routes.ts';
import { contactRoutes } from './users/contacts.ts';
import { notificationRuleRoutes } from './users/notification-rules.ts';
import { roleRoutes } from './users/roles.ts';
import { stepRoutes } from './users/steps.ts';
import { userRoutes } from './users/users.ts';

/** Every endpoint. A path that could be taken for an id stands before the path with the id. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...contactRoutes,
  ...notificationRuleRoutes,
  ...stepRoutes,
  ...roleRoutes,
  ...teamRoutes,
  ...teamRoleRoutes,
  ...routingRuleRoutes,
  ...timeRoutes,
  ...scheduleRoutes,
  ...rotationRoutes,
  ...overrideRoutes,
  ...escalationRoutes,
  ...policyRoutes,
  ...integrationRoutes,
  ...actionRoutes,
  ...heartbeatRoutes,
  ...forwardingRuleRoutes,
  ...serviceRoutes,
  ...incidentRuleRoutes,
  ...incidentTemplateRoutes,
  ...maintenanceRoutes,
  ...alertRoutes,
];
