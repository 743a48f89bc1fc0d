import { Cursor } from './cursor.ts';

/** A call in a chain: `.rollup("count")`. Arguments are texts without their quotes, or words and numbers. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Reads `logs("…").index("*").rollup("count").last("5m")`. Single quotes are what Datadog refuses as "invalid operator specified"
 * (DataDog/terraform-provider-datadog issue 1125), but for processes, whose documented form has them.
 */
export function parseCalls(text: string, quotes: 'double' | 'any' = 'double'): Call[] {
  const cursor = new Cursor(text);
  const calls: Call[] = [];
  do calls.push(call(cursor, quotes));
  while (cursor.take(/\./y));
  if (!cursor.done) cursor.fail('unexpected text');
  return calls;
}

function call(cursor: Cursor, quotes: 'double' | 'any'): Call {
  const [, name = ''] = cursor.need(/([a-z][\w-]*)\s*\(/y, 'a function');
  const args: string[] = [];
  if (cursor.take(/\)/y)) return { name, args };
  do args.push(argument(cursor, quotes));
  while (cursor.take(/,/y));
  cursor.need(/\)/y, "')'");
  return { name, args };
}

function argument(cursor: Cursor, quotes: 'double' | 'any'): string {
  const double = cursor.take(/"((?:[^"\\]|\\.)*)"/y);
  if (double) return double[1] ?? '';
  const single = quotes === 'any' ? cursor.take(/'((?:[^'\\]|\\.)*)'/y) : undefined;
  if (single) return single[1] ?? '';
  return cursor.need(/[\w.@-]+(?:=(?:"[^"]*"|[\w.]+))?/y, 'an argument in double quotes')[0];
}
