import type { Recipient } from '../blocks/recipients.ts';

/** The parts of an alert that integrations set, policies change and filters look at. */
export interface Content {
  message: string;
  alias: string;
  description: string;
  source: string;
  entity: string;
  priority: string;
  tags: string[];
  actions: string[];
  details: Record<string, string>;
  responders: Recipient[];
  /** What is known of the mail that it comes from, while actions look at it. */
  mail?: Mail;
}

/** A mail to an integration; its text is the message of the alert that actions look at. */
export interface Mail {
  readonly from_address: string;
  readonly from_name: string;
  readonly subject: string;
  /** The subject without what answers and forwards put before it. */
  readonly conversationSubject: string;
}

/** An alert: https://docs.opsgenie.com/docs/alert-api. Instants are epoch milliseconds. */
export interface Alert extends Content {
  readonly id: string;
  readonly tinyId: string;
  readonly createdAt: number;
  readonly integration: { readonly id: string; readonly name: string; readonly type: string };
  readonly ownerTeamId: string;
  status: 'open' | 'closed';
  acknowledged: boolean;
  owner: string;
  updatedAt: number;
  /** When it occurred: its creation, then each time that its alias came again. */
  readonly occurrences: number[];
  readonly notes: string[];
  readonly log: { readonly at: number; readonly text: string }[];
  /** Acknowledgements and closures so far; whoever is being notified is left alone by the next. */
  quietings: number;
  /** Which run of notifications is the present one; 0 before the first. */
  run: number;
  /** When each user was last told, by id. */
  readonly told: Map<string, number>;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  closedAt?: number;
  closedBy?: string;
  /** What starts notifications that wait for more occurrences. */
  onOccurrence?: () => void;
}

/** A message to a person. */
export interface Page {
  /** ISO instant in UTC. */
  readonly at: string;
  readonly alertId: string;
  readonly alias: string;
  /** As the person reads it. */
  readonly message: string;
  readonly priority: string;
  /** User name. */
  readonly person: string;
  readonly channel: string;
  /** Address on the channel. */
  readonly to: string;
  /** Notification rule of the person, and the step's number in it from 1. */
  readonly rule: string;
  readonly step: number;
  /** The way from the alert to the person. */
  readonly reason: string;
}

/** What became of a request about an alert, which the API works off later. */
export interface RequestStatus {
  readonly success: boolean;
  readonly action: string;
  readonly processedAt: string;
  readonly integrationId: string;
  readonly status: string;
  readonly alertId: string;
  readonly alias: string;
}
