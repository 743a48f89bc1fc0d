import { isReference } from '../../../graph/references.ts';
import type { Value } from '../../../graph/types.ts';
import type { Marker } from '../../live.ts';
import { markerInText } from '../../marker.ts';
import { scheduleName, serviceName } from '../names.ts';
import {
  incidentRuleType,
  integrationActionType,
  maintenanceType,
  notificationRuleType,
  resourceTypes,
  rotationType,
  routingRuleType,
  userType,
} from '../resource-types.ts';

/** The marker in a description: Opsgenie has no tags on its objects, so that descriptions end with it where there is one, and names are unique. */
export function markerOf(description: unknown): Marker | undefined {
  return markerInText(String(description ?? '').trimEnd());
}

/** Names are compared without regard to case, as Opsgenie does. */
export function normalised(name: unknown): string {
  return String(name ?? '')
    .trim()
    .toLowerCase();
}

/** What is found within its parent: by parent and own name, number or tag. */
export function childKey(parent: string, own: string): string {
  return normalised(`${parent}/${own}`);
}

/** The number that a rule's name begins with: `alerts 2: …`. */
export function numberIn(name: unknown): string | undefined {
  return /^alerts (\d+)\b/.exec(String(name ?? ''))?.[1];
}

/** The tag of an incident rule that tells it from the others of its service. */
export const ruleTag = /^alerts_rule:\d+$/;

type Inputs = Readonly<Record<string, Value>>;

/** By what an object of a type and of these inputs is found again. */
export function adoptionKey(type: string, inputs: Inputs): string | undefined {
  switch (type) {
    case rotationType:
      return childKey(parentOf(inputs['scheduleId'], scheduleName), String(inputs['name']));
    case routingRuleType:
      return childKey(parentOf(inputs['teamId']), numberIn(inputs['name']) ?? '');
    case incidentRuleType:
      return childKey(parentOf(inputs['serviceId'], serviceName), tagOf(inputs) ?? '');
    case notificationRuleType:
      return childKey(String(inputs['username']), String(inputs['name']));
    case userType:
      return normalised(inputs['username']);
    case maintenanceType:
      return markerOf(inputs['description'])?.identity;
    case integrationActionType:
      // It is there with its integration, and making it is writing it: there is nothing to adopt.
      return undefined;
    default:
      return resourceTypes[type]?.byApi || inputs['name'] === undefined ? undefined : normalised(inputs['name']);
  }
}

/** The name of an object that a definition refers to, from its identity: `oncall/payments/schedule/oncall`. */
function parentOf(reference: Value | undefined, nameOf = (_squad: string, id: string): string => id): string {
  if (!isReference(reference)) return String(reference ?? '');
  const [, squad = '', , id = ''] = reference.$ref.split('/');
  return nameOf(squad, id);
}

function tagOf(inputs: Inputs): string | undefined {
  const [rule] = inputs['incidentRules'] as readonly { incidentProperties?: readonly { tags?: readonly string[] }[] }[];
  return rule?.incidentProperties?.[0]?.tags?.find((tag) => ruleTag.test(tag));
}
