import { randomUUID } from 'node:crypto';
import { Agenda } from './alerts/agenda.ts';
import type { Alert, Page, RequestStatus } from './alerts/alert.ts';
import type { Contact, NotificationRule, User } from './users/user.ts';
import type { Escalation, Policy, RoutingRule, Schedule, Team } from './on-call-objects.ts';

export type Fields = Record<string, unknown>;

/** Id and name of a team, as other objects show their owner. */
export interface TeamMeta {
  readonly id: string;
  readonly name: string;
}

/** An integration: it is called with a key, or gets e-mail. */
export interface Integration {
  readonly id: string;
  name: string;
  readonly type: string;
  enabled: boolean;
  readonly apiKey: string;
  ownerTeam?: TeamMeta;
  /** Everything else that the API shows, by its name there. */
  settings: Fields;
  /** Its actions by kind; absent is what a new integration has. */
  actions?: Readonly<Record<string, readonly Fields[]>>;
}

export interface Heartbeat {
  name: string;
  description: string;
  interval: number;
  intervalUnit: string;
  enabled: boolean;
  ownerTeam?: TeamMeta;
  alertMessage: string;
  alertTags: string[];
  alertPriority: string;
}

/** An object whose checked fields are all that there is to know of it. */
export interface Plain {
  readonly id: string;
  fields: Fields;
}

/** From one user to another, for a while. Instants are epoch milliseconds. */
export interface ForwardingRule {
  readonly id: string;
  readonly alias: string;
  from: string;
  to: string;
  start: number;
  end: number;
}

/** How an account behaves. */
export interface Behaviour {
  readonly timezone: string;
  readonly now: number;
  readonly random: () => number;
  readonly hourlyTurns: 'elapsed' | 'wall';
  readonly maskedNeighbours: boolean;
}

/** What an account holds. */
export class Account {
  /** Zone of what has none of its own: https://docs.opsgenie.com/docs/time-constraints-and-timezones */
  readonly timezone: string;
  readonly random: () => number;
  readonly hourlyTurns: 'elapsed' | 'wall';
  readonly maskedNeighbours: boolean;
  readonly agenda: Agenda;
  readonly users = new Map<string, User>();
  readonly contacts = new Map<string, Contact>();
  readonly notificationRules = new Map<string, NotificationRule>();
  readonly roles = new Map<string, Plain>();
  readonly teams = new Map<string, Team>();
  readonly teamRoles = new Map<string, Plain>();
  readonly routingRules = new Map<string, RoutingRule>();
  readonly schedules = new Map<string, Schedule>();
  readonly escalations = new Map<string, Escalation>();
  readonly policies = new Map<string, Policy>();
  readonly integrations = new Map<string, Integration>();
  /** By lower-cased name: https://docs.opsgenie.com/docs/heartbeat-api identifies them so. */
  readonly heartbeats = new Map<string, Heartbeat>();
  readonly forwardingRules = new Map<string, ForwardingRule>();
  readonly services = new Map<string, Plain>();
  readonly incidentRules = new Map<string, Plain>();
  readonly incidentTemplates = new Map<string, Plain>();
  readonly maintenances = new Map<string, Plain>();
  readonly alerts = new Map<string, Alert>();
  readonly requests = new Map<string, RequestStatus>();
  readonly pages: Page[] = [];
  /** Objects that lists lack, with the instant until which they do. */
  readonly #hidden = new Map<object, number>();
  #hideMs = 0;

  constructor({ timezone, now, random, hourlyTurns, maskedNeighbours }: Behaviour) {
    this.timezone = timezone;
    this.random = random;
    this.hourlyTurns = hourlyTurns;
    this.maskedNeighbours = maskedNeighbours;
    this.agenda = new Agenda(now);
  }

  /** The account's clock in epoch milliseconds; tests advance it. */
  get now(): number {
    return this.agenda.now;
  }

  newId(): string {
    return randomUUID();
  }

  hideFor(ms: number): void {
    this.#hideMs = ms;
    if (ms === 0) this.#hidden.clear();
  }

  /** Keeps a new object out of lists for as long as is asked for. */
  created(object: object): void {
    if (this.#hideMs > 0) this.#hidden.set(object, Date.now() + this.#hideMs);
  }

  listed<T extends object>(objects: Iterable<T>): T[] {
    return [...objects].filter((object) => (this.#hidden.get(object) ?? 0) <= Date.now());
  }
}
