import { Refusal } from '../model.ts';

/** A search as a tree. */
export type Search =
  | { readonly kind: 'all' }
  | { readonly kind: 'field'; readonly field: string; readonly test: ValueTest }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'not'; readonly inner: Search }
  | { readonly kind: 'and' | 'or'; readonly left: Search; readonly right: Search };

/** What the value of an attribute is compared with. */
export type ValueTest =
  | { readonly kind: 'equals'; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'number'; readonly operator: '>' | '>=' | '<' | '<='; readonly value: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'any'; readonly of: readonly ValueTest[] };

const token =
  /"(?:[^"\\]|\\.)*"|[()]|-(?=[^\s])|[^\s()":]+:(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\((?:[^()]*)\)|[^\s()]+)|[^\s()"]+/g;

/**
 * Reads the part of the search syntax that decides over attributes: `service:x`, `@http.status:>499`, ranges, wildcards, `AND`, `OR`, `-`
 * and parentheses. https://docs.datadoghq.com/logs/explorer/search_syntax/
 * @throws Refusal for anything else, since a guess could match other logs than the vendor
 */
export function parseSearch(text: string): Search {
  const tokens = text.trim() === '' || text.trim() === '*' ? [] : (text.match(token) ?? []);
  let at = 0;
  const unary = (): Search => {
    const one = tokens[at++];
    if (one === undefined || one === ')' || one === 'AND' || one === 'OR') throw unread(text);
    if (one === '-' || one === 'NOT') return { kind: 'not', inner: unary() };
    if (one !== '(') return term(one, text);
    const inner = either();
    if (tokens[at++] !== ')') throw unread(text);
    return inner;
  };
  const both = (): Search => {
    let left = unary();
    while (at < tokens.length && tokens[at] !== ')' && tokens[at] !== 'OR') {
      if (tokens[at] === 'AND') at++;
      left = { kind: 'and', left, right: unary() };
    }
    return left;
  };
  const either = (): Search => {
    let left = both();
    while (tokens[at] === 'OR') {
      at++;
      left = { kind: 'or', left, right: both() };
    }
    return left;
  };
  if (tokens.length === 0) return { kind: 'all' };
  const search = either();
  if (at < tokens.length) throw unread(text);
  return search;
}

function unread(text: string): Refusal {
  return new Refusal(`the search "${text}" cannot be read`, 'alert', ['source']);
}

function term(one: string, text: string): Search {
  if (one === '*') return { kind: 'all' };
  const colon = one.startsWith('"') ? -1 : one.indexOf(':');
  if (colon < 0) return { kind: 'word', word: unquoted(one).toLowerCase() };
  return { kind: 'field', field: one.slice(0, colon), test: valueTest(one.slice(colon + 1), text) };
}

const compared = /^(>=|<=|>|<)(-?\d+(?:\.\d+)?)$/;
const range = /^\[\s*(-?\d+(?:\.\d+)?)\s+TO\s+(-?\d+(?:\.\d+)?)\s*\]$/;

function valueTest(written: string, text: string): ValueTest {
  const [, operator, value] = compared.exec(written) ?? [];
  if (operator !== undefined) return { kind: 'number', operator: operator as '>', value: Number(value) };
  const [, from, to] = range.exec(written) ?? [];
  if (from !== undefined) return { kind: 'range', from: Number(from), to: Number(to) };
  if (written.startsWith('(') && written.endsWith(')'))
    return {
      kind: 'any',
      of: written
        .slice(1, -1)
        .split(/\s+OR\s+/)
        .map((one) => valueTest(one.trim(), text)),
    };
  if (/^[[(>~<]/.test(written) || written === '') throw unread(text);
  if (!written.startsWith('"') && /[*?]/.test(written)) return { kind: 'pattern', pattern: wildcard(written) };
  return { kind: 'equals', text: unquoted(written).toLowerCase() };
}

function wildcard(written: string): RegExp {
  const escaped = written
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'is');
}

function unquoted(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/g, '$1') : written;
}
