import type { LiveObject } from '../../live.ts';
import {
  alertPolicyType,
  emailIntegrationType,
  escalationType,
  heartbeatType,
  incidentRuleType,
  incidentTemplateType,
  integrationType,
  maintenanceType,
  notificationPolicyType,
  notificationRuleType,
  resourceTypes,
  rotationType,
  routingRuleType,
  scheduleType,
  serviceType,
  teamType,
  userType,
} from '../resource-types.ts';
import type { Fields, OpsgenieApi } from './api.ts';
import { childKey, markerOf, normalised, numberIn, ruleTag } from './keys.ts';

/** An object with what the API says of it, and its address. */
export interface Listed extends LiveObject {
  readonly path: string;
  readonly fields: Fields;
  /** The object that it belongs to, for what is found within another one. */
  readonly parent?: Listed;
}

/** Types whose objects have an address of their own, with the beginning of that. */
export const addresses: Readonly<Record<string, string>> = {
  [userType]: '/v2/users',
  [teamType]: '/v2/teams',
  [scheduleType]: '/v2/schedules',
  [escalationType]: '/v2/escalations',
  [integrationType]: '/v2/integrations',
  [emailIntegrationType]: '/v2/integrations',
  [heartbeatType]: '/v2/heartbeats',
  [serviceType]: '/v1/services',
  [maintenanceType]: '/v1/maintenance',
};

/** Lists of the account by type; those within others are asked for only where the parent is one of ours. */
export class Listing {
  readonly #api: OpsgenieApi;
  readonly #isParent: (object: LiveObject) => boolean;
  readonly #kept = new Map<string, Promise<readonly Listed[]>>();

  /** @param isParent whether what belongs to an object is looked at */
  constructor(api: OpsgenieApi, isParent: (object: LiveObject) => boolean) {
    this.#api = api;
    this.#isParent = isParent;
  }

  /** All objects of a type; each list is asked for once. */
  of(type: string): Promise<readonly Listed[]> {
    let list = this.#kept.get(type);
    if (!list) this.#kept.set(type, (list = this.#list(type)));
    return list;
  }

  async #list(type: string): Promise<readonly Listed[]> {
    switch (type) {
      case integrationType:
      case emailIntegrationType:
        return (await this.#plain(type)).filter(
          ({ fields }) => (fields['type'] === 'Email') === (type === emailIntegrationType),
        );
      case scheduleType:
        return this.#plain(type, { expand: 'rotation' });
      case userType:
        return this.#plain(type, { limit: '100' });
      case rotationType:
        return (await this.of(scheduleType)).filter(this.#isParent).flatMap(rotationsOf);
      case routingRuleType:
        return this.#within(teamType, (team) => this.#routingRules(team));
      case alertPolicyType:
        return this.#within(teamType, (team) => this.#policies(team, 'alert', alertPolicyType));
      case notificationPolicyType:
        return this.#within(teamType, (team) => this.#policies(team, 'notification', notificationPolicyType));
      case incidentRuleType:
        return this.#within(serviceType, (service) => this.#incidentRules(service));
      case notificationRuleType:
        return this.#within(userType, (user) => this.#notificationRules(user));
      case incidentTemplateType:
        return (await this.#api.all('/v1/incident-templates')).map((fields) =>
          objectOf(
            type,
            { ...fields, id: fields['id'] ?? fields['incidentTemplateId'] ?? '' },
            '/v1/incident-templates',
          ),
        );
      default:
        return addresses[type] === undefined ? [] : this.#plain(type);
    }
  }

  async #plain(type: string, query: Readonly<Record<string, string>> = {}): Promise<Listed[]> {
    const address = addresses[type] ?? '';
    return (await this.#api.all(address, query)).map((fields) => objectOf(type, fields, address));
  }

  async #within(parent: string, list: (one: Listed) => Promise<readonly Listed[]>): Promise<Listed[]> {
    const found: Listed[] = [];
    for (const one of (await this.of(parent)).filter(this.#isParent)) found.push(...(await list(one)));
    return found;
  }

  async #routingRules(team: Listed): Promise<readonly Listed[]> {
    const rules = await this.#api.all(`${team.path}/routing-rules`);
    return rules.map((fields) => {
      const number = numberIn(fields['name']);
      return child(routingRuleType, fields, team, `${team.path}/routing-rules`, number);
    });
  }

  async #policies(team: Listed, kind: string, type: string): Promise<readonly Listed[]> {
    const policies = await this.#api.all(`/v2/policies/${kind}`, { teamId: team.id });
    return policies.map((fields) => {
      const one = child(type, fields, team, '/v2/policies', undefined);
      return { ...one, path: `${one.path}?teamId=${team.id}`, key: normalised(fields['name']) };
    });
  }

  async #incidentRules(service: Listed): Promise<readonly Listed[]> {
    const address = `${service.path}/incident-rules`;
    return (await this.#api.all(address)).map((fields) => {
      const { tags } = (fields['incidentProperties'] ?? {}) as { tags?: readonly string[] };
      return child(
        incidentRuleType,
        fields,
        service,
        address,
        tags?.find((tag) => ruleTag.test(tag)),
      );
    });
  }

  async #notificationRules(user: Listed): Promise<readonly Listed[]> {
    const address = `${user.path}/notification-rules`;
    return (await this.#api.all(address)).map((fields) => {
      const own = numberIn(fields['name']) === undefined ? undefined : String(fields['name']);
      return child(notificationRuleType, fields, user, address, own);
    });
  }
}

function rotationsOf(schedule: Listed): Listed[] {
  const rotations = (schedule.fields['rotations'] ?? []) as readonly Fields[];
  return rotations.map((fields) =>
    child(rotationType, fields, schedule, `${schedule.path}/rotations`, String(fields['name'] ?? '')),
  );
}

/** @param own what tells it from others of its parent; undefined for what is not ours */
function child(type: string, fields: Fields, parent: Listed, address: string, own: string | undefined): Listed {
  const id = String(fields['id'] ?? '');
  return {
    type,
    id,
    importId: `${parent.id}/${id}`,
    title: `${parent.title}: ${String(fields['name'] ?? own ?? id)}`,
    ...(own === undefined ? {} : { key: childKey(parent.title, own) }),
    path: `${address}/${encodeURIComponent(id)}`,
    fields,
    parent,
  };
}

/** An object that could carry a marker and has none is not ours, whatever its name. */
export function objectOf(type: string, fields: Fields, address: string): Listed {
  const name = String(fields['name'] ?? fields['username'] ?? fields['description'] ?? '');
  const marker = markerOf(fields['description']);
  const isOurs = marker !== undefined || resourceTypes[type]?.adoption === 'unique-name';
  const id = String(fields['id'] ?? name);
  return {
    type,
    id,
    title: name,
    ...(isOurs ? { key: type === maintenanceType && marker ? marker.identity : normalised(name) } : {}),
    ...(marker ? { marker } : {}),
    path: `${address}/${encodeURIComponent(id)}`,
    fields,
  };
}
