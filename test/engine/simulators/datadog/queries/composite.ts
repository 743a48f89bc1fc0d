import type { Account } from '../account.ts';
import { refuse } from '../refusal.ts';
import { type ParsedQuery, invalidQuery } from './comparison.ts';
import { Cursor } from './cursor.ts';

/** Most monitors of a composite: https://docs.datadoghq.com/monitors/types/composite/ ("up to ten"). */
const most = 10;

/** `123 && !(456 || 789)`: ids of monitors that exist and are not composites themselves; at most ten. */
export function parseComposite(query: string, account: Account): ParsedQuery {
  const ids = compositeMembers(query);
  if (ids.length > most) invalidQuery(`at most ${most} monitors can be combined`);
  for (const id of ids) {
    const member = account.monitors.get(id);
    // The words are in DataDog/terraform-provider-datadog issue 2440.
    if (!member || member.type === 'composite') refuse('Some monitor IDs are invalid');
  }
  return { groups: [], multi: ids.some((id) => account.monitors.get(id)?.multi === true) };
}

/** The ids that a composite names. */
export function compositeMembers(query: string): number[] {
  const cursor = new Cursor(query);
  const ids: number[] = [];
  either(cursor, ids);
  if (!cursor.done) cursor.fail('unexpected text');
  return [...new Set(ids)];
}

function either(cursor: Cursor, ids: number[]): void {
  do operand(cursor, ids);
  while (cursor.take(/&&|\|\|/y));
}

function operand(cursor: Cursor, ids: number[]): void {
  while (cursor.take(/!/y));
  if (cursor.take(/\(/y)) {
    either(cursor, ids);
    cursor.need(/\)/y, "')'");
    return;
  }
  ids.push(Number(cursor.need(/\d+/y, 'the id of a monitor')[0]));
}
