import ky, { TimeoutError } from 'ky';
import { printableLine } from '../findings/printable.ts';
import { ForgeError } from './forge.ts';

/** Where a forge's API is, and how to get in. */
export interface ForgeAccess {
  /** Base address of the API, from the environment: never from definitions. */
  readonly url: string;
  /** Name and value of the header that carries the token. */
  readonly credential: readonly [string, string];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The passing of time, as tests replace it. */
export interface Pauses {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** An answer with any status below 500; what it means is up to the caller. */
export interface ForgeAnswer {
  readonly status: number;
  /** Parsed JSON; the text itself where it is none. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** Asks one forge. */
export interface ForgeHttp {
  /**
   * @param path below the base address, or a whole address of the same origin (links of pages)
   * @throws ForgeError when no usable answer comes, or one of another status than `expected`
   */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options?: {
      readonly json?: unknown;
      readonly query?: Readonly<Record<string, string>>;
      readonly expected?: readonly number[];
    },
  ): Promise<ForgeAnswer>;
}

/** Milliseconds until one attempt counts as lost. */
const attemptTimeout = 20_000;
/** Milliseconds after which nothing is tried again: a pipeline waits. */
const patience = 120_000;
const mostAttempts = 5;

const realPauses: Pauses = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Asks again only what may be asked twice: everything but POST after a lost answer, and anything that was refused for being too much (429,
 * or 403 with GitHub's signs of a limit), after the pause that the forge names. Redirects are not followed: a token goes to one origin.
 */
export function forgeHttp(access: ForgeAccess, pauses: Pauses = realPauses): ForgeHttp {
  const base = access.url.replace(/\/+$/, '');
  const { origin } = new URL(base);
  const secret = access.credential[1].replace(/^\S+ /, '');
  const client = ky.create({
    retry: 0,
    timeout: attemptTimeout,
    redirect: 'manual',
    throwHttpErrors: false,
    headers: { ...access.headers, 'user-agent': 'alerts-as-code', [access.credential[0]]: access.credential[1] },
  });
  return {
    async request(method, path, { json, query, expected = [200] } = {}) {
      const address = new URL(/^https?:/.test(path) ? path : `${base}${path}`);
      const asked = `${method} ${address.pathname}`;
      if (address.origin !== origin)
        throw new ForgeError(
          `${asked}: the forge names a page at ${address.origin}, which is not ${origin}. Nothing was sent there.`,
        );
      for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
      const started = pauses.now();
      for (let attempt = 1; ; attempt += 1) {
        const answer = await ask(() => client(address, { method, ...(json === undefined ? {} : { json }) }));
        if ('headers' in answer && expected.includes(answer.status)) return answer;
        const pause = pauseAfter(answer, attempt, method, pauses.now());
        const late = pauses.now() - started + (pause ?? 0) > patience;
        if (pause === undefined || late || attempt >= mostAttempts)
          throw new ForgeError(`${asked} at ${origin} ${reasonOf(answer).replaceAll(secret, '***')}`);
        await pauses.sleep(pause);
      }
    },
  };
}

interface Lost {
  readonly lost: string;
}

async function ask(send: () => Promise<Response>): Promise<ForgeAnswer | Lost> {
  try {
    const response = await send();
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  } catch (error) {
    if (error instanceof TimeoutError) return { lost: `got no answer within ${attemptTimeout / 1000} s` };
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return { lost: `failed: ${cause?.code ?? cause?.message ?? message}` };
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

/** Milliseconds to wait before asking again; undefined when it must not be asked again. */
function pauseAfter(answer: ForgeAnswer | Lost, attempt: number, method: string, now: number): number | undefined {
  const usual = 1000 * 2 ** (attempt - 1);
  if ('lost' in answer) return method === 'POST' ? undefined : usual;
  if (isLimited(answer)) return namedPause(answer.headers, now) ?? 60_000;
  return answer.status >= 500 && method !== 'POST' ? usual : undefined;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: limits are 429 or 403, told apart by these headers. */
function isLimited({ status, headers }: ForgeAnswer): boolean {
  return (
    status === 429 || (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'))
  );
}

/** `Retry-After` in seconds; else the reset as seconds since 1970, which GitHub sends with `X-` and GitLab without. */
function namedPause(headers: Headers, now: number): number | undefined {
  const after = seconds(headers.get('retry-after'));
  if (after !== undefined) return after * 1000;
  const reset = seconds(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'));
  return reset === undefined ? undefined : Math.max(1000, reset * 1000 - now);
}

function seconds(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function reasonOf(answer: ForgeAnswer | Lost): string {
  if ('lost' in answer) return `${answer.lost}.`;
  const { status, body } = answer;
  const words = wordsOf(body);
  return `was answered with ${status}${words === '' ? '' : ` (${words})`}.${adviceFor(answer)}`;
}

function wordsOf(body: unknown): string {
  const { message, error, errors } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const said = [message ?? error, ...(Array.isArray(errors) ? errors : [])].filter((one) => one !== undefined);
  return printableLine(said.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('; ')).slice(
    0,
    200,
  );
}

function adviceFor(answer: ForgeAnswer): string {
  if (isLimited(answer)) return ' It counts too many requests: run the job again later.';
  if (answer.status === 401) return ' The token is wrong or has expired.';
  if (answer.status === 403) return ' The token lacks the permission.';
  if (answer.status === 404) return ' It does not exist, or the token may not see it.';
  return '';
}
