import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, Integration, TeamMeta } from './account.ts';
import { invalid, Refusal } from './refusal.ts';

/** A request that passed authentication, and what it is about. */
export interface Call {
  readonly account: Account;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What the path's first brackets matched, decoded. */
  readonly id: string;
  /** What all brackets of the path matched, decoded. */
  readonly ids: readonly string[];
  readonly requestId: string;
  /** The integration whose key was used; none for a key of the account. */
  readonly integration?: Integration;
}

/** An endpoint. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (call: Call) => Reply;
}

/** A route; `:word` in the path stands for one part of it. */
export function route(method: string, path: string, answer: (call: Call) => Reply): Route {
  return { method, path: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '([^/]+)')}$`), answer };
}

export function ok(data: unknown, more: Fields = {}): Reply {
  return { status: 200, body: { ...more, data } };
}

export function updated(data: unknown): Reply {
  return ok(data, { result: 'Updated' });
}

export function created(data: unknown): Reply {
  return { status: 201, body: { result: 'Created', data } };
}

export const deleted: Reply = { status: 200, body: { result: 'Deleted' } };

/** The team that a request names as owner; clients send `{}` for none. */
export function ownerIn(account: Account, fields: Fields): TeamMeta | undefined {
  const owner = fields['ownerTeam'] as { id?: string; name?: string } | null | undefined;
  if (!owner || (owner.id === undefined && owner.name === undefined)) return undefined;
  const team = [...account.teams.values()].find((one) => one.id === owner.id || isCalled(one, owner.name));
  return team ? { id: team.id, name: team.name } : invalid('ownerTeam', 'does not exist');
}

/** Owners are shown under their present name. */
export function shownOwner(account: Account, owner: TeamMeta | undefined): Fields {
  const team = owner && account.teams.get(owner.id);
  return team ? { ownerTeam: { id: team.id, name: team.name } } : {};
}

/** Names are compared without regard to case. */
export function isCalled(object: { readonly name: string }, name: string | undefined): boolean {
  return object.name.toLowerCase() === name?.toLowerCase();
}

/** The object that an address names, by id or, where the query says so, by name. */
export function findNamed<T extends { readonly id: string; readonly name: string }>(
  objects: ReadonlyMap<string, T>,
  what: string,
  id: string,
  identifierType: string | null,
): T {
  if (identifierType !== null && !['id', 'name'].includes(identifierType))
    throw new Refusal(422, `Identifier type [${identifierType}] is not valid.`);
  const found = identifierType === 'name' ? [...objects.values()].find((one) => isCalled(one, id)) : objects.get(id);
  return found ?? missing(what, id);
}

/** Throws a 409 when another object has the name. */
export function refuseTaken<T extends { readonly name: string }>(
  objects: Iterable<T>,
  what: string,
  name: string,
  except?: T,
): void {
  for (const one of objects)
    if (one !== except && isCalled(one, name)) throw new Refusal(409, `${what} with name [${name}] already exists.`);
}

export function missing(what: string, id: string): never {
  throw new Refusal(404, `${what} [${id}] does not exist.`);
}

/** Throws the 428 with which the API keeps what others refer to. */
export function refuseUsed(what: string, name: string, users: readonly string[]): void {
  if (users.length > 0)
    throw new Refusal(428, `${what} [${name}] cannot be deleted, it is used by ${users.join(', ')}.`);
}

/** A page of a list by `limit` (1 to 100) and `offset`, with the addresses of its neighbours. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams, path: string): { page: T[]; paging: Fields } {
  const number = (name: string, otherwise: number, least: number, most: number): number => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value >= least && value <= most
      ? value
      : invalid(name, `must be a whole number from ${least} to ${most}`);
  };
  const limit = number('limit', 100, 1, 100);
  const offset = number('offset', 0, 0, 1_000_000);
  const at = (start: number): string => `https://api.opsgenie.com${path}?limit=${limit}&offset=${Math.max(0, start)}`;
  const last = Math.max(0, Math.floor((items.length - 1) / limit) * limit);
  return {
    page: items.slice(offset, offset + limit),
    paging: {
      ...(offset > 0 ? { prev: at(offset - limit) } : {}),
      ...(offset + limit < items.length ? { next: at(offset + limit) } : {}),
      first: at(0),
      last: at(last),
    },
  };
}

/** Moves an item to a place in the list of its siblings and numbers them; places beyond the end mean the end. */
export function reorder<T extends { order: number }>(siblings: readonly T[], item: T, place: number): void {
  const others = siblings.filter((one) => one !== item).sort((a, b) => a.order - b.order);
  others.splice(Math.min(place, others.length), 0, item);
  for (const [order, one] of others.entries()) one.order = order;
}
