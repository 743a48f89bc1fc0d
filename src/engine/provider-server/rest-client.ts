import { setTimeout as wait } from 'node:timers/promises';
import ky from 'ky';
import type { Json } from '../../graph/types.ts';
import { VendorAnswerError, type VendorAccess } from '../../providers/live.ts';
import {
  RestRefusal,
  type RestAnswer,
  type RestClient,
  type RestRequest,
  type RestVendor,
} from '../../providers/rest-vendor.ts';
import { Slots } from '../slots.ts';
import { bodyOf, parse, reasonOf, usualLimits, VendorUnreachableError, type AnswerLimits } from '../vendors/http.ts';
import { Pace } from './pace.ts';

/** An account, and what messages may say of it. */
export interface RestAccount {
  readonly access: Pick<VendorAccess, 'url' | 'headers' | 'settings'>;
  /** Variables that hold its credentials, for messages. */
  readonly variables: readonly string[];
  /** Ends everything that is under way or waits, but what {@link AccountClient.finishing} asks. */
  readonly signal?: AbortSignal;
}

/** How an account is asked. */
export interface AccountClient extends RestClient {
  /** For changes that have begun: the signal ends only the pauses after a vendor has said "later", which has done nothing then. */
  readonly finishing: RestClient;
}

/** Credentials that are missing, or that a vendor does not accept; names the variable, never the value. */
export class VendorCredentialsError extends VendorAnswerError {}

/** Attempts while the vendor says "later"; it may say that no time has to pass between them. */
const mostLater = 200;

/** Pages of a list; a list that is longer does not end. */
const mostPages = 2000;

/** Characters of a vendor's words. */
const mostWords = 500;

/** Attempts of what may be repeated when nobody knows what became of it. */
const mostAttempts = 4;

/** Milliseconds that a request waits in all when the vendor says "later". */
const longestWait = 110_000;

/** Milliseconds of the first pause where the vendor names none; each further one is twice as long. */
const firstPause = 500;

type Method = Parameters<RestClient['request']>[0];

/** Asks a vendor as it wants to be asked, for all objects of one account. */
export function restClient(
  vendor: RestVendor,
  account: RestAccount,
  limits: AnswerLimits = usualLimits,
): AccountClient {
  const connection = new Connection(vendor, account, limits);
  const finishing = clientOf(vendor, account, connection, undefined);
  return { ...clientOf(vendor, account, connection, account.signal), finishing };
}

/** @param signal ends requests that are under way */
function clientOf(
  vendor: RestVendor,
  account: RestAccount,
  connection: Connection,
  signal: AbortSignal | undefined,
): RestClient {
  const request: RestClient['request'] = async (method, path, options = {}) => {
    const answer = await connection.ask(method, path, options, signal);
    if (answer.status < 400) return connection.read(method, path, answer);
    throw connection.refusal(method, path, answer);
  };
  const unlessGone = async (
    method: Method,
    path: string,
    options: RestRequest = {},
  ): Promise<RestAnswer | undefined> => {
    const answer = await connection.ask(method, path, options, signal);
    if (answer.status === 404 && !connection.isStranger(answer)) return undefined;
    if (answer.status < 400) return connection.read(method, path, answer);
    throw connection.refusal(method, path, answer);
  };
  return {
    request,
    setting: (field) => account.access.settings?.[field],
    find: (path, options) => unlessGone('GET', path, options),
    remove: async (path, options) => void (await unlessGone('DELETE', path, options)),
    pages: async (path, first, read) => {
      const items = [];
      let pages = 0;
      for (let asked: RestRequest | undefined = first; asked !== undefined;) {
        if (++pages > mostPages)
          throw new VendorAnswerError(`The list of ${vendor.title} at ${path} does not end after ${mostPages} pages.`);
        const page = read(await request('GET', path, asked), asked);
        items.push(...page.items);
        asked = page.next;
      }
      return items;
    },
  };
}

/** Attempts, pauses and words of one account. */
class Connection {
  readonly #vendor: RestVendor;
  readonly #account: RestAccount;
  readonly #limits: AnswerLimits;
  readonly #slots: Slots;
  readonly #pace: Pace;

  constructor(vendor: RestVendor, account: RestAccount, limits: AnswerLimits) {
    this.#vendor = vendor;
    this.#limits = limits;
    this.#account = account;
    this.#slots = new Slots(vendor.limits.concurrency);
    this.#pace = new Pace(vendor.limits.perSecond);
  }

  /** The vendor's answer, whatever it is but "later". @throws VendorUnreachableError when there is none */
  async ask(method: Method, path: string, request: RestRequest, signal?: AbortSignal): Promise<RestAnswer> {
    if (!isAddress(path))
      throw new VendorAnswerError(`${JSON.stringify(path)} is no address of an object of ${this.#vendor.title}.`);
    return this.#slots.use(async () => {
      const isRepeatable = request.repeatable ?? (method !== 'POST' && method !== 'PATCH');
      let waited = 0;
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await this.#attempt(method, path, request, signal);
        const isLater = 'answer' in outcome && this.#saysLater(outcome.answer.status);
        const isLost = !('answer' in outcome) || outcome.answer.status >= 500;
        if ('answer' in outcome && !isLater && !isLost) return outcome.answer;
        const pause = this.#pause(outcome, attempt);
        const mayRepeat = isLater
          ? attempt < mostLater && waited + pause <= longestWait
          : isRepeatable && attempt < mostAttempts;
        if (!mayRepeat) throw this.#unreachable(method, path, outcome, isLater);
        if (isLater) this.#pace.rest(pause);
        await wait(pause, undefined, given(this.#account.signal));
        waited += pause;
      }
    });
  }

  async #attempt(
    method: Method,
    path: string,
    request: RestRequest,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    await this.#pace.turn(signal);
    try {
      const response = await ky(`${this.#account.access.url}${path}`, {
        method,
        headers: { Accept: 'application/json', ...this.#account.access.headers },
        timeout: this.#limits.deadline,
        retry: 0,
        throwHttpErrors: false,
        redirect: 'error',
        ...(request.query ? { searchParams: parameters(request.query) } : {}),
        ...(request.json === undefined ? {} : { json: request.json }),
        ...(request.form ? { body: new URLSearchParams([...request.form] as [string, string][]) } : {}),
        ...given(signal),
      });
      const text = await bodyOf(response, this.#limits);
      const body = text === '' ? undefined : parse(text);
      return { answer: { status: response.status, body, header: (name) => response.headers.get(name) ?? undefined } };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { error: error as Error };
    }
  }

  #saysLater(status: number): boolean {
    return status === 429 || this.#vendor.limits.busy?.includes(status) === true;
  }

  #pause(outcome: Outcome, attempt: number): number {
    const named = 'answer' in outcome ? this.#vendor.limits.pause(outcome.answer) : undefined;
    return named === undefined || Number.isNaN(named) ? firstPause * 2 ** (attempt - 1) : Math.max(0, named);
  }

  /** Whether the vendor does not know who asks. */
  isStranger(answer: RestAnswer): boolean {
    return this.#vendor.refusesCredentials?.(answer) ?? (answer.status === 401 || answer.status === 403);
  }

  /** What is asked for is there: a login page with status 200 would pass for an account without objects. */
  read(method: Method, path: string, answer: RestAnswer): RestAnswer {
    if (method !== 'GET' || (typeof answer.body === 'object' && answer.body !== null)) return answer;
    const { title } = this.#vendor;
    throw new VendorAnswerError(
      `${title} answered ${answer.status} to GET ${path}, and not with an object or a list in JSON: is ${this.#account.access.url} its address?`,
    );
  }

  refusal(method: Method, path: string, answer: RestAnswer): Error {
    const { title } = this.#vendor;
    const fault = this.#spoken(this.#vendor.fault(withoutNull(answer.body)));
    const words = (fault.message === '' ? 'no reason was given' : fault.message).replace(/\.$/, '');
    if (this.isStranger(answer))
      return new VendorCredentialsError(
        `${title} does not accept the credentials in ${this.#account.variables.join(' and ')}: it answered ${answer.status} to ${method} ${path} (${words}). Set the variable to a key of this account that may do this.`,
      );
    return new RestRefusal(`${title} answered ${answer.status} to ${method} ${path}: ${words}.`, answer.status, fault);
  }

  /** A vendor's words without the secrets that it was sent, some of which stand in the bodies that it speaks about. */
  #spoken({ message, fields }: VendorFault): VendorFault {
    const { headers, settings = {} } = this.#account.access;
    const secrets = Object.entries(this.#vendor.settings).flatMap(([field, { secret, variable }]) =>
      secret && settings[field] ? [[settings[field], variable] as const] : [],
    );
    const sent = Object.values(headers).flatMap((header) => header.split(' ').filter((part) => part.length > 12));
    const known = [...secrets, ...sent.map((value) => [value, 'a header'] as const)];
    const without = (text: unknown): string =>
      known.reduce((rest, [value, name]) => rest.replaceAll(value, `[${name}]`), textOf(text)).slice(0, mostWords);
    if (!fields) return { message: without(message) };
    const spoken = Object.entries(fields).map(([name, text]): [string, string] => [name, without(text)]);
    return { message: without(message), fields: Object.fromEntries(spoken) };
  }

  #unreachable(method: Method, path: string, outcome: Outcome, isLater: boolean): VendorUnreachableError {
    const { url } = this.#account.access;
    const reason = 'answer' in outcome ? `was answered with ${outcome.answer.status}` : reasonOf(outcome.error);
    const again = isLater ? ' for as long as we waited' : '';
    const cause = 'error' in outcome ? { cause: outcome.error } : undefined;
    const { title, settings } = this.#vendor;
    const hint =
      'answer' in outcome || !settings['url']
        ? ''
        : ` Look whether this is its address (${settings['url'].variable} overrides "url" of the connection), and whether this machine reaches it.`;
    return new VendorUnreachableError(`${title}: ${method} ${url}${path} ${reason}${again}.${hint}`, cause);
  }
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** Whether a path leads where it seems to: names and ids that it is made of come from definitions, states and vendors. */
function isAddress(path: string): boolean {
  return path
    .slice(1)
    .split('/')
    .every((part) => /^[^?#\\\s]+$/.test(part) && !/^(\.|%2e){1,2}$/i.test(part));
}

type VendorFault = ReturnType<RestVendor['fault']>;

function withoutNull(body: Json | undefined): Json | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body ?? undefined;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Outcome = { readonly answer: RestAnswer } | { readonly error: Error };

function parameters(query: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs);
}
