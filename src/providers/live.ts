import type { Json, ResourceNode, Value } from '../graph/types.ts';
import type { RestVendor } from './rest-vendor.ts';

/** Who an object at a vendor says it belongs to. Values are as the vendor stores them. */
export interface Marker {
  /** The project's `uid`. */
  readonly project: string;
  readonly unit: string;
  readonly identity: string;
}

/** An object as it lives at a vendor. */
export interface LiveObject {
  readonly type: string;
  readonly id: string;
  /** What the plugin imports it by, where that is more than the id: `team/rule`. */
  readonly importId?: string;
  readonly title: string;
  /** What it measures, where the type has such a thing: two objects of one query are twins. */
  readonly query?: string;
  /** Inputs that can never change on this object, as the vendor has them: another value needs another object. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Equals {@link LiveProvider.adoptionKey} of the definition that it belongs to. */
  readonly key?: string;
  /** Absent for objects that are not ours, and for types without room for one. */
  readonly marker?: Marker;
}

/** An answer of a vendor. */
export interface LiveResponse {
  readonly status: number;
  readonly body: Json | undefined;
}

/** A vendor that answers with something else than what was asked for; the message has its words. */
export class VendorAnswerError extends Error {}

/** How vendors are asked: with a time limit, patience with 429 and 5xx for what may be repeated, and no credential in any message. */
export interface LiveHttp {
  /**
   * Asks; every status below 500 but 429 is an answer.
   * @throws Error when there is none in time; says address and status, never a header
   */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options?: { readonly query?: Readonly<Record<string, string>>; readonly body?: Json },
  ): Promise<LiveResponse>;
}

/** What the engine's side needs to reach a vendor's account. */
export interface VendorAccess {
  /** Base address of the API. */
  readonly url: string;
  /** Sent with each of our own requests. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of vendors that our own provider manages: what calls may need besides address and headers, by field. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The plugin's settings: credentials reach it by its environment only, so that they never enter the state. */
  readonly pluginEnv: Readonly<Record<string, string>>;
}

/** What a vendor's plugin cannot bring about and its API can: the order of a list, overrides of a schedule. */
export interface Amendment {
  /** The definition that it belongs to. */
  readonly identity: string;
  readonly type: string;
  readonly title: string;
  /** The object that is asked for, for the journal. */
  readonly id: string;
  readonly kind: 'update' | 'delete';
  readonly changes: readonly { readonly path: string; readonly old?: Value; readonly new?: Value }[];
  /** Whether it only restores what other changes of the run have upset, so that no plan needs to show it. */
  readonly follows?: true;
  /** Asks the vendor. What was done already is not done twice. */
  apply(): Promise<void>;
}

/** What amendments are found by. */
export interface AmendmentFacts {
  /** The project's `uid`. */
  readonly project: string;
  readonly unit: string;
  /** Definitions that are looked at. */
  readonly nodes: readonly ResourceNode[];
  /** Whether these are all of the unit, so that what else is there is left over. */
  readonly isWhole: boolean;
  /** The vendor's id of a definition's object; undefined while it does not exist. */
  idOf(identity: string): string | undefined;
  readonly now: Date;
}

/** A vendor's objects, looked at and removed without the engine. */
export interface LiveApi {
  /**
   * Every object of this project, or of one of its units where the vendor can tell.
   * @param types that are asked for, where asking for all takes long; the others may be left out
   * @throws Error when the list is not complete
   */
  list(project: string, unit?: string, types?: ReadonlySet<string>): Promise<readonly LiveObject[]>;
  /** Every object of the account of the given types, ours or not: to find twins before something is created. */
  listAll(types: ReadonlySet<string>): Promise<readonly LiveObject[]>;
  /** One object; undefined when it does not exist. */
  find(type: string, id: string): Promise<LiveObject | undefined>;
  /** Objects of a key, newest last. */
  findByKey(project: string, type: string, key: string): Promise<readonly LiveObject[]>;
  /** Removes an object; one that is gone already is fine. */
  remove(type: string, id: string): Promise<void>;
  /** What differs from the definitions and the plugin does not see or cannot change; to be done one after another. */
  amendments?(facts: AmendmentFacts): Promise<readonly Amendment[]>;
}

/** A stretch of a schedule's final timeline. */
export interface TimelinePeriod {
  /** Milliseconds since 1970, as everywhere. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  /** E-mail address. */
  readonly onCall: string;
}

/** Who is on call in a schedule of the definitions, by an on-call backend's own answer. */
export interface OnCallProbe {
  /** E-mail addresses; undefined when the backend has no such schedule. */
  onCallAt(squad: string, schedule: string, at: number): Promise<readonly string[] | undefined>;
  /** At least the given range; undefined when the backend has no such schedule. */
  timeline(
    squad: string,
    schedule: string,
    range: { readonly from: number; readonly until: number },
  ): Promise<readonly TimelinePeriod[] | undefined>;
}

/** The part of a vendor that looks at live objects. Only the engine uses it: everything else works offline. */
interface LiveFacts {
  /** Name of the Pulumi package. */
  readonly package: string;
  /** As connections name it, where that is not the package. */
  readonly vendor?: string;
  /** Version of its plugin. */
  readonly version: string;
  /** Fields of a connection whose values are secret. */
  readonly secrets: readonly string[];
  /** Those among them that a connection may leave out. */
  readonly optionalSecrets?: readonly string[];
  /** Calls that the vendor is asked at the same time. */
  readonly concurrency: number;
  /** Whether a list may lack what was created a moment ago. */
  readonly listsLag: boolean;
  /** Whether each type is listed by requests of its own, so that those that a unit has not are better left out. */
  readonly listsByType?: true;
  /**
   * How to reach an account.
   * @param connection the connection, `${}` filled
   * @param secrets by field
   * @param env for base addresses: definitions never name a server that receives credentials
   */
  access(
    connection: Readonly<Record<string, unknown>>,
    secrets: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string | undefined>>,
  ): VendorAccess;
  /** By what an object of this type and these inputs is found again; undefined when it cannot be. */
  adoptionKey(type: string, inputs: Readonly<Record<string, Value>>): string | undefined;
  /** Whether the plugin's error says that the vendor refused a request and did nothing. */
  isRefusal?(reason: string): boolean;
  /** The fixed inputs that a definition asks for, comparable with {@link LiveObject.fixed}. */
  fixedInputs?(type: string, inputs: Readonly<Record<string, Value>>): Readonly<Record<string, string>>;
  /**
   * Inputs that the vendor's plugin leaves as they are when a definition no longer has them, by type, with the value that removes them.
   */
  readonly clears?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Types whose objects can be over though the plugin still reads them: what {@link LiveApi.find} does not know is made anew. */
  readonly ends?: ReadonlySet<string>;
  /** The key that an identity alone decides, for objects that had another one before; absent where names decide. */
  keyOfIdentity?(identity: string): string;
  /** Types that the plugin does not know: {@link LiveApi.amendments} brings them about. */
  readonly byApi?: ReadonlySet<string>;
  /** Milliseconds after which a unit with such objects is applied again though nothing has changed: they reach so far ahead only. */
  readonly renewsAfter?: number;
}

/** A vendor with a Pulumi package of its own: its plugin runs as a process. */
export interface PluginLiveProvider extends LiveFacts {
  readonly rest?: undefined;
  connect(http: LiveHttp): LiveApi;
  /** For on-call backends: asks who is on call. */
  probe?(http: LiveHttp): OnCallProbe;
}

/** A vendor whose objects our own provider manages, in this process. */
export interface RestLiveProvider extends LiveFacts {
  readonly vendor: string;
  readonly rest: RestVendor;
  readonly probe?: undefined;
}

export type LiveProvider = PluginLiveProvider | RestLiveProvider;
