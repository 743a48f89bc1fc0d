import type { Json, Value } from '../graph/types.ts';
import { VendorAnswerError, type Marker, type VendorAccess } from './live.ts';
import type { AdoptionKey, ResourceType } from './provider.ts';

/**
 * What a vendor without a Pulumi package of its own says about itself, so that our provider `alerts` manages its objects. Everything that all
 * such vendors have in common (checking, comparing, secrets, waiting, paging, adoption, import, the schema) is done from these descriptions in
 * `src/engine/provider-server`; a folder has what is the vendor's own.
 */

/** The plugin that manages all vendors of this kind; the version goes up when a vendor's shapes change. */
export const alertsPlugin = { plugin: 'alerts', version: '0.1.0' } as const;

/** Data of an object, by property. */
export type Fields = { readonly [property: string]: Json };

/** One property of an object. Names are ours: `websiteUrl`, whatever the vendor calls it. */
export interface Property {
  /** `set`: a list whose order means nothing. `json`: anything. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'set' | 'map' | 'object' | 'json';
  /** A sentence for the schema of the plugin. */
  readonly description: string;
  /** What lists, sets and maps hold; text when absent. */
  readonly items?: Property;
  /** What an object holds. */
  readonly properties?: Properties;
  readonly required?: true;
  /** The only values that the vendor takes. */
  readonly oneOf?: readonly (string | number)[];
  /** Encrypted in the state and masked wherever it is shown. */
  readonly secret?: true;
  /** The vendor never tells it: what was sent last counts as what it has. */
  readonly unreadable?: true;
  /** Another value needs another object. */
  readonly replaces?: true;
  /** What the vendor has when nothing is said: reading it back equals an absent input, and an input that goes is set back to it. */
  readonly default?: Json;
  /** How the vendor keeps it: values of one normal form are the same. */
  readonly normal?: (value: Json) => Json;
}

export type Properties = Readonly<Record<string, Property>>;

/** What objects of one type look like. Pure data: the provider's index and the calls both use it. */
export interface RestShape {
  /** Singular, for plans and pages: `uptime check`. */
  readonly noun: string;
  /** A sentence for the schema of the plugin. */
  readonly summary: string;
  readonly inputs: Properties;
  /** What the vendor adds: the address that a heartbeat is sent to. */
  readonly outputs?: Properties;
  /** How an object is found again when the state is lost. */
  readonly adoption: AdoptionKey;
  /** Whether it only keeps others quiet. */
  readonly silences?: true;
}

/** By Pulumi type: `alerts:statuscake/uptimeCheck:UptimeCheck`. */
export type RestShapes = Readonly<Record<string, RestShape>>;

/** An object as the vendor has it. */
export interface RestObject {
  readonly id: string;
  /** Inputs and outputs by our names; what the vendor does not tell is absent. */
  readonly properties: Fields;
  /** Who it says it belongs to; see {@link RestResource.owner} for objects that cannot say it themselves. */
  readonly marker?: Marker;
}

/** A request beyond method and path. */
export interface RestRequest {
  /** A list is the parameter repeated. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: Json;
  /** Sent as `application/x-www-form-urlencoded`, in this order. */
  readonly form?: readonly (readonly [name: string, value: string])[];
  /**
   * Whether it may be asked again when nobody knows what became of it (a closed connection, 5xx, no answer in time). `GET`, `PUT` and `DELETE` are
   * unless this says otherwise; what creates never is.
   */
  readonly repeatable?: boolean;
}

/** An answer with a status below 400. */
export interface RestAnswer {
  readonly status: number;
  readonly body: Json | undefined;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
}

/** One page of a list, and the request for the next; undefined after the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: RestRequest | undefined;
}

/**
 * How calls ask the vendor: addressed, authenticated, paced and with time limits as {@link RestVendor} says. All methods throw {@link RestRefusal}
 * with the vendor's words for what it refuses, and an error that names address and reason when there is no answer.
 */
export interface RestClient {
  /** Asks once, and again as far as that is safe. */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    request?: RestRequest,
  ): Promise<RestAnswer>;
  /** `GET`; undefined when the vendor answers 404. */
  find(path: string, request?: RestRequest): Promise<RestAnswer | undefined>;
  /** `DELETE`; what is gone already (404) is fine. */
  remove(path: string, request?: RestRequest): Promise<void>;
  /** A setting of the account: what a body has to carry reaches the vendor so, and never a definition or a state. Undefined when nobody says it. */
  setting(field: string): string | undefined;
  /** `GET` page by page until `read` names no next request. */
  pages<T>(path: string, first: RestRequest, read: (answer: RestAnswer, asked: RestRequest) => Page<T>): Promise<T[]>;
}

/** Something wrong with one property, in the vendor's words or ours. */
export interface PropertyFault {
  /** `contactGroups[0]`; empty for the object as a whole. */
  readonly path: string;
  readonly reason: string;
}

/** One type of objects: its shape and the calls that manage it. */
export interface RestResource {
  readonly shape: RestShape;
  /** Makes an object and tells its id; the server reads it back itself. */
  create(inputs: Fields, client: RestClient): Promise<string>;
  /** Undefined when it does not exist. */
  read(id: string, client: RestClient): Promise<RestObject | undefined>;
  /**
   * Changes an object.
   * @param changed inputs that differ, by property; those that went have their default, or are absent from `inputs` where they have none
   */
  update(id: string, inputs: Fields, changed: ReadonlySet<string>, client: RestClient): Promise<void>;
  /** Removes an object; one that is gone is fine. */
  remove(id: string, client: RestClient): Promise<void>;
  /** Every object of the account, oldest first. @throws when the list is not complete */
  list(client: RestClient): Promise<readonly RestObject[]>;
  /** What it is called in the vendor's UI: two of one type and title are twins. */
  title(properties: Fields): string;
  /**
   * What an object of these inputs is found by: the identity in its marker, a unique name, its parent and place. Inputs come from a definition, so that
   * references may stand in them; undefined where it cannot be found. Types of unique names are asked with live properties, too.
   */
  key(inputs: Readonly<Record<string, Value>>): string | undefined;
  /** Who an object belongs to that has no room for a marker: its parent knows. */
  owner?(object: RestObject, client: RestClient): Promise<Marker | undefined>;
  /** What schema and `oneOf` cannot say. Properties that are not known yet are absent. */
  check?(inputs: Fields): readonly PropertyFault[];
  /** Our property for a field in the vendor's faults; the field in camel case where absent. */
  propertyOf?(field: string): string;
}

/** Where a setting of an account comes from. */
export interface RestSetting {
  /**
   * The environment variable that the plugin reads when the plain Pulumi CLI runs it, and that overrides what a connection says otherwise. Secrets come
   * from the variable that the connection names.
   */
  readonly variable: string;
  readonly description: string;
  readonly secret?: true;
  /** Accounts do without it. */
  readonly optional?: true;
  readonly default?: string;
}

/** What is wrong with a request, as the vendor says it. */
export interface VendorFault {
  readonly message: string;
  /** Reasons by the vendor's field. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** How often a vendor may be asked. */
export interface RestLimits {
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Requests begun per second; absent where there is no such limit. */
  readonly perSecond?: number;
  /**
   * Milliseconds after which the vendor wants to be asked again; undefined when it does not say, and then the client doubles its pauses.
   * Asked for 429 and for what {@link busy} names.
   */
  pause(answer: Omit<RestAnswer, 'body'>): number | undefined;
  /** Statuses besides 429 that mean "later", with nothing done: 420, 503 with a header… */
  readonly busy?: readonly number[];
}

/** A vendor whose objects our own provider manages. Its folder's `rest.ts` exports one as `rest`. */
export interface RestVendor {
  /** As in connections and types: `statuscake`. */
  readonly name: string;
  readonly title: string;
  readonly resources: Readonly<Record<string, RestResource>>;
  /** By the connection's field. Secrets are never inputs, so that they cannot enter a state. */
  readonly settings: Readonly<Record<string, RestSetting>>;
  /** Base address and headers of requests. */
  access(settings: Readonly<Record<string, string>>): Pick<VendorAccess, 'url' | 'headers'>;
  readonly limits: RestLimits;
  /** Whether an answer says that nobody may come in with these credentials; 401 and 403 are unless it says otherwise. */
  refusesCredentials?(answer: Pick<RestAnswer, 'status' | 'body'>): boolean;
  /** Reads the body of a refusal. */
  fault(body: Json | undefined): VendorFault;
  /** Whether a list may lack what was created a moment ago. */
  readonly listsLag: boolean;
}

/** What a vendor refuses. The message has method, path, status and the vendor's words. */
export class RestRefusal extends VendorAnswerError {
  readonly status: number;
  readonly fault: VendorFault;

  constructor(message: string, status: number, fault: VendorFault) {
    super(message);
    this.status = status;
    this.fault = fault;
  }
}

/** What `resourceTypes` of a provider says of its shapes. */
export function restResourceTypes(shapes: RestShapes): Readonly<Record<string, ResourceType>> {
  return Object.fromEntries(
    Object.entries(shapes).map(([type, { noun, adoption, inputs, silences }]): [string, ResourceType] => {
      const replacesOn = Object.keys(inputs).filter((name) => inputs[name]?.replaces);
      const kind = { noun, adoption, replacesOn, sdk: alertsPlugin };
      return [type, silences ? { ...kind, silences } : kind];
    }),
  );
}

/** The vendor of a resource type: `datadog` of `datadog:index/monitor:Monitor`, `statuscake` of `alerts:statuscake/uptimeCheck:UptimeCheck`. */
export function vendorOf(type: string): string {
  const [name = '', path = ''] = type.split(':');
  return name === alertsPlugin.plugin ? path.slice(0, path.indexOf('/')) : name;
}

/** `website_url` of `websiteUrl`. */
export function snakeCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `websiteUrl` of `website_url`. */
export function camelCase(field: string): string {
  return field.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
