import ky, { HTTPError, TimeoutError } from 'ky';
import type { LiveHttp, VendorAccess } from '../../providers/live.ts';
import type { Json } from '../../graph/types.ts';

/** A vendor that gives no answer, or none that can be used; the message names address and reason. */
export class VendorUnreachableError extends Error {}

/** Milliseconds until an attempt counts as lost. */
export const attemptTimeout = 30_000;

/** What an answer may take. */
export interface AnswerLimits {
  /** Milliseconds until an attempt counts as lost, and once more until its whole body is there. */
  readonly deadline: number;
  /** Bytes of a body, unpacked. */
  readonly bytes: number;
}

export const usualLimits: AnswerLimits = { deadline: attemptTimeout, bytes: 64_000_000 };

/** Times that a change is asked for when the vendor counts too many requests. */
const mostAttempts = 8;

/**
 * Asks a vendor on behalf of its folder: what may be repeated is, with the pauses that the vendor names in its headers (`Retry-After`,
 * `X-RateLimit-Reset`). Redirects are not followed: keys in headers of a vendor's own would go with them.
 */
export function liveHttp(access: VendorAccess, signal?: AbortSignal, limits: AnswerLimits = usualLimits): LiveHttp {
  const client = ky.create({
    prefixUrl: access.url,
    headers: access.headers,
    timeout: limits.deadline,
    redirect: 'error',
    throwHttpErrors: (status) => status === 429 || status >= 500,
    retry: {
      limit: 5,
      methods: ['get', 'delete'],
      statusCodes: [429, 500, 502, 503, 504],
      afterStatusCodes: [429, 503],
      maxRetryAfter: 60_000,
      backoffLimit: 10_000,
    },
    ...(signal ? { signal } : {}),
  });
  return {
    async request(method, path, options = {}) {
      try {
        const response = await patiently(() =>
          client(path.replace(/^\//, ''), {
            method,
            ...(options.query ? { searchParams: { ...options.query } } : {}),
            ...(options.body === undefined ? {} : { json: options.body }),
          }),
        );
        const text = await bodyOf(response, limits);
        return { status: response.status, body: text === '' ? undefined : parse(text) };
      } catch (error) {
        throw new VendorUnreachableError(`${method} ${access.url}${path} ${reasonOf(error)}.`, { cause: error });
      }
    },
  };
}

/** Requests that change something are asked again after 429 only: the vendor has certainly done nothing. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const { response, request } = error as Partial<HTTPError>;
      const isRepeated = request?.method === 'GET' || request?.method === 'DELETE';
      if (response?.status !== 429 || isRepeated || attempt > mostAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 1_000));
    }
  }
}

/**
 * The text of a body.
 * @throws Error when it does not end in time, or is too long
 */
export async function bodyOf(response: Response, { deadline, bytes }: AnswerLimits): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  let [size, isLate] = [0, false];
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel().catch(() => undefined);
  }, deadline);
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      size += read.value.length;
      if (size <= bytes) continue;
      void reader.cancel().catch(() => undefined);
      throw new Error(`its answer is longer than ${bytes / 1e6} MB`);
    }
  } finally {
    clearTimeout(timer);
  }
  if (isLate) throw new LateBodyError(`got no whole answer within ${deadline / 1000} s`);
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** A body that does not end in time. */
class LateBodyError extends Error {}

/** The JSON of a body; the beginning of the text itself where it is none. */
export function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text.slice(0, 200);
  }
}

/** Why no answer came that can be used, without what a header may hold. */
export function reasonOf(error: unknown): string {
  if (error instanceof HTTPError) return `was answered with ${error.response.status}, again and again`;
  if (error instanceof LateBodyError) return error.message;
  if (error instanceof TimeoutError) return `got no answer within ${attemptTimeout / 1000} s`;
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return `failed: ${cause?.code ?? cause?.message ?? message}`;
}
