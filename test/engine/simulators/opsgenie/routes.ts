import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, Team } from './account.ts';
import { invalid, Refusal } from './refusal.ts';

/** A request that passed authentication, and what it is about. */
export interface Call {
  readonly account: Account;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What the path's brackets matched, decoded. */
  readonly id: string;
}

/** An endpoint. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (call: Call) => Reply;
}

export function ok(data: unknown, more: Fields = {}): Reply {
  return { status: 200, body: { ...more, data } };
}

export function created(data: unknown): Reply {
  return { status: 201, body: { result: 'Created', data } };
}

/** The team that a request names as owner; clients send `{}` for none. */
export function ownerIn(account: Account, fields: Fields): { id: string; name: string } | undefined {
  const owner = fields['ownerTeam'] as { id?: string; name?: string } | null | undefined;
  if (!owner || (owner.id === undefined && owner.name === undefined)) return undefined;
  const team = [...account.teams.values()].find((one) => one.id === owner.id || isCalled(one, owner.name));
  return team ? { id: team.id, name: team.name } : invalid('ownerTeam', 'does not exist');
}

/** Names are compared without regard to case. */
export function isCalled(object: Pick<Team, 'name'>, name: string | undefined): boolean {
  return object.name.toLowerCase() === name?.toLowerCase();
}

export function missing(what: string, id: string): never {
  throw new Refusal(404, `${what} [${id}] does not exist.`);
}
