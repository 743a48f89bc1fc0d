import ky, { HTTPError, TimeoutError } from 'ky';
import type { LiveHttp, VendorAccess } from '../../providers/live.ts';
import type { Json } from '../../graph/types.ts';

/** A vendor that gives no answer, or none that can be used; the message names address and reason. */
export class VendorUnreachableError extends Error {}

/** Milliseconds until an attempt counts as lost. */
export const attemptTimeout = 30_000;

/** Times that a change is asked for when the vendor counts too many requests. */
const mostAttempts = 8;

/**
 * Asks a vendor on behalf of its folder: what may be repeated is, with the pauses that the vendor names in its headers (`Retry-After`,
 * `X-RateLimit-Reset`).
 */
export function liveHttp(access: VendorAccess, signal?: AbortSignal): LiveHttp {
  const client = ky.create({
    prefixUrl: access.url,
    headers: access.headers,
    timeout: attemptTimeout,
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
        const text = await response.text();
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
  if (error instanceof TimeoutError) return `got no answer within ${attemptTimeout / 1000} s`;
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return `failed: ${cause?.code ?? cause?.message ?? message}`;
}
