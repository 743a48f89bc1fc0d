import { bodyOf } from '../engine/vendors/http.ts';

/** Bytes of a body; a page of five hundred queues has a hundredth of that. */
const mostBytes = 32_000_000;

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Undefined when the body is no JSON. */
  readonly body: unknown;
  /** Seconds that the server wants to be left alone for. */
  readonly retryAfter?: number;
}

/** No answer came in time; the message names address and reason, never a header. */
export class NoAnswerError extends Error {}

/** How a server is asked. */
export interface HttpClient {
  /** @throws NoAnswerError */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
}

/**
 * Asks one server, each time with a deadline. Redirects are not followed: they would carry credentials to whoever is named.
 * @param base without a slash at the end
 * @param deadline milliseconds per request, until the whole body is there
 */
export function httpClient(base: string, authorization: string, deadline: number): HttpClient {
  return {
    async ask(method, path, body) {
      try {
        const response = await fetch(`${base}${path}`, {
          method,
          redirect: 'manual',
          headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(deadline),
        });
        const after = Number(response.headers.get('retry-after') ?? response.headers.get('x-ratelimit-period-in-sec'));
        const text = await bodyOf(response, { deadline, bytes: mostBytes });
        return { status: response.status, body: parse(text), ...(after > 0 ? { retryAfter: after } : {}) };
      } catch (error) {
        throw new NoAnswerError(`${method} ${base}${path.split('?')[0]} ${reasonOf(error, deadline)}`);
      }
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown, deadline: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `got no answer within ${deadline / 1000} s`;
  const code = cause?.code ?? cause?.message ?? message;
  const hint = hints[code];
  return `failed: ${code}${hint === undefined ? '' : ` (${hint})`}`;
}

const authority = 'name the file of its certificate authority in NODE_EXTRA_CA_CERTS';

/** What a code of Node or OpenSSL means for whoever reads it: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'names cannot be resolved',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there: http://, or another port',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is one of another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: authority,
  SELF_SIGNED_CERT_IN_CHAIN: authority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: authority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: authority,
};
