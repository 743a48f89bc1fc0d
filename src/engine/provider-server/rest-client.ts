import { setTimeout as wait } from 'node:timers/promises';
import ky from 'ky';
import { VendorAnswerError, type VendorAccess } from '../../providers/live.ts';
import {
  RestRefusal,
  type RestAnswer,
  type RestClient,
  type RestRequest,
  type RestVendor,
} from '../../providers/rest-vendor.ts';
import { Slots } from '../slots.ts';
import { attemptTimeout, parse, reasonOf, VendorUnreachableError } from '../vendors/http.ts';
import { Pace } from './pace.ts';

/** An account, and what messages may say of it. */
export interface RestAccount {
  readonly access: Pick<VendorAccess, 'url' | 'headers' | 'settings'>;
  /** Variables that hold its credentials, for messages. */
  readonly variables: readonly string[];
  /** Ends everything that is under way or waits. */
  readonly signal?: AbortSignal;
}

/** Credentials that are missing, or that a vendor does not accept; names the variable, never the value. */
export class VendorCredentialsError extends VendorAnswerError {}

/** Attempts of what may be repeated when nobody knows what became of it. */
const mostAttempts = 4;

/** Milliseconds that a request waits in all when the vendor says "later". */
const longestWait = 110_000;

/** Milliseconds of the first pause where the vendor names none; each further one is twice as long. */
const firstPause = 500;

type Method = Parameters<RestClient['request']>[0];

/** Asks a vendor as it wants to be asked, for all objects of one account. */
export function restClient(vendor: RestVendor, account: RestAccount): RestClient {
  const connection = new Connection(vendor, account);
  const request: RestClient['request'] = async (method, path, options = {}) => {
    const answer = await connection.ask(method, path, options);
    if (answer.status < 400) return answer;
    throw connection.refusal(method, path, answer);
  };
  const unlessGone = async (
    method: Method,
    path: string,
    options: RestRequest = {},
  ): Promise<RestAnswer | undefined> => {
    const answer = await connection.ask(method, path, options);
    if (answer.status === 404 && !connection.isStranger(answer)) return undefined;
    if (answer.status < 400) return answer;
    throw connection.refusal(method, path, answer);
  };
  return {
    request,
    setting: (field) => account.access.settings?.[field],
    find: (path, options) => unlessGone('GET', path, options),
    remove: async (path, options) => void (await unlessGone('DELETE', path, options)),
    pages: async (path, first, read) => {
      const items = [];
      for (let asked: RestRequest | undefined = first; asked !== undefined;) {
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
  readonly #slots: Slots;
  readonly #pace: Pace;

  constructor(vendor: RestVendor, account: RestAccount) {
    this.#vendor = vendor;
    this.#account = account;
    this.#slots = new Slots(vendor.limits.concurrency);
    this.#pace = new Pace(vendor.limits.perSecond);
  }

  /** The vendor's answer, whatever it is but "later". @throws VendorUnreachableError when there is none */
  ask(method: Method, path: string, request: RestRequest): Promise<RestAnswer> {
    return this.#slots.use(async () => {
      const isRepeatable = request.repeatable ?? (method !== 'POST' && method !== 'PATCH');
      let waited = 0;
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await this.#attempt(method, path, request);
        const isLater = 'answer' in outcome && this.#saysLater(outcome.answer.status);
        const isLost = !('answer' in outcome) || outcome.answer.status >= 500;
        if ('answer' in outcome && !isLater && !isLost) return outcome.answer;
        const pause = this.#pause(outcome, attempt);
        const mayRepeat = isLater ? waited + pause <= longestWait : isRepeatable && attempt < mostAttempts;
        if (!mayRepeat) throw this.#unreachable(method, path, outcome, isLater);
        if (isLater) this.#pace.rest(pause);
        await wait(pause, undefined, this.#signal);
        waited += pause;
      }
    });
  }

  get #signal(): { signal?: AbortSignal } {
    return this.#account.signal ? { signal: this.#account.signal } : {};
  }

  async #attempt(method: Method, path: string, request: RestRequest): Promise<Outcome> {
    await this.#pace.turn(this.#account.signal);
    try {
      const response = await ky(`${this.#account.access.url}${path}`, {
        method,
        headers: { Accept: 'application/json', ...this.#account.access.headers },
        timeout: attemptTimeout,
        retry: 0,
        throwHttpErrors: false,
        redirect: 'error',
        ...(request.query ? { searchParams: parameters(request.query) } : {}),
        ...(request.json === undefined ? {} : { json: request.json }),
        ...(request.form ? { body: new URLSearchParams([...request.form] as [string, string][]) } : {}),
        ...this.#signal,
      });
      const text = await response.text();
      const body = text === '' ? undefined : parse(text);
      return { answer: { status: response.status, body, header: (name) => response.headers.get(name) ?? undefined } };
    } catch (error) {
      if (this.#account.signal?.aborted) throw error;
      return { error: error as Error };
    }
  }

  #saysLater(status: number): boolean {
    return status === 429 || this.#vendor.limits.busy?.includes(status) === true;
  }

  #pause(outcome: Outcome, attempt: number): number {
    const named = 'answer' in outcome ? this.#vendor.limits.pause(outcome.answer) : undefined;
    return named ?? firstPause * 2 ** (attempt - 1);
  }

  /** Whether the vendor does not know who asks. */
  isStranger(answer: RestAnswer): boolean {
    return this.#vendor.refusesCredentials?.(answer) ?? (answer.status === 401 || answer.status === 403);
  }

  refusal(method: Method, path: string, answer: RestAnswer): Error {
    const { title } = this.#vendor;
    const fault = this.#vendor.fault(answer.body);
    const words = (fault.message === '' ? 'no reason was given' : fault.message).replace(/\.$/, '');
    if (this.isStranger(answer))
      return new VendorCredentialsError(
        `${title} does not accept the credentials in ${this.#account.variables.join(' and ')}: it answered ${answer.status} to ${method} ${path} (${words}). Set the variable to a key of this account that may do this.`,
      );
    return new RestRefusal(`${title} answered ${answer.status} to ${method} ${path}: ${words}.`, answer.status, fault);
  }

  #unreachable(method: Method, path: string, outcome: Outcome, isLater: boolean): VendorUnreachableError {
    const { url } = this.#account.access;
    const reason = 'answer' in outcome ? `was answered with ${outcome.answer.status}` : reasonOf(outcome.error);
    const again = isLater ? ' for as long as we waited' : '';
    const cause = 'error' in outcome ? { cause: outcome.error } : undefined;
    return new VendorUnreachableError(`${method} ${url}${path} ${reason}${again}.`, cause);
  }
}

type Outcome = { readonly answer: RestAnswer } | { readonly error: Error };

function parameters(query: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs);
}
