import type { Reply } from '../http-simulator.ts';
import type { Account } from './account.ts';
import { type Fields, isFields, refuse } from './refusal.ts';

/** A request that passed authentication, and what it is about. */
export interface Call {
  readonly account: Account;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What the path's brackets matched. */
  readonly id: string;
  /** What becomes of exact copies of monitors. */
  readonly duplicates: 'refuse' | 'allow';
}

/** An endpoint. The name is that of its rate limit. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly name: string;
  readonly answer: (call: Call) => Reply;
}

/** The body, which must be an object. */
export function bodyOf({ body }: Call): Fields {
  return isFields(body) ? body : refuse('Payload is not in the expected format');
}
