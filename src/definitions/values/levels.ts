/** Names of levels that an alert gives a value to: its thresholds, and what it measures when all is well. */
export const levelNames = ['healthy', 'critical', 'warning', 'recovery', 'warningRecovery'] as const;
export type LevelName = (typeof levelNames)[number];

/** A measured value as a test writes it: a number, a quantity such as `5%` or `800ms`, or a multiple of a level. */
export type Level =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quantity'; readonly text: string }
  | { readonly kind: 'named'; readonly factor: number; readonly name: LevelName };

/** A run of equally spaced levels. */
export type LevelPart =
  | { readonly kind: 'level'; readonly level: Level; readonly count: number }
  | { readonly kind: 'ramp'; readonly from: Level; readonly to: Level; readonly count: number }
  | { readonly kind: 'gap'; readonly count: number };

/** The parts of a series of levels, or what is wrong with its text. */
export type ParsedLevels =
  { readonly ok: true; readonly parts: readonly LevelPart[] } | { readonly ok: false; readonly reason: string };

const run = /^(.+?)(?:\s*x\s*(\d{1,7}))?$/;
const named = new RegExp(String.raw`^(?:(\d+(?:\.\d+)?)\s*\*\s*)?(${levelNames.join('|')})$`);
const quantity = /^(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([%A-Za-z]*)$/;
const longest = 200_000;

/** Reads `healthy x20, 2*critical x10, recovery..healthy x5, 5% x3, _ x10`; parts are separated by commas. */
export function parseLevels(text: string): ParsedLevels {
  const parts: LevelPart[] = [];
  for (const written of text.split(',').map((part) => part.trim())) {
    const part = parsePart(written);
    if (typeof part === 'string') return { ok: false, reason: part };
    parts.push(part);
  }
  if (lengthOfLevels(parts) > longest) return { ok: false, reason: `it has more than ${longest} samples` };
  return { ok: true, parts };
}

function parsePart(written: string): LevelPart | string {
  const [, text = '', times = '1'] = run.exec(written) ?? [];
  const count = Number(times);
  if (count === 0) return `"${written}" repeats zero times; leave it out`;
  if (text === '_') return { kind: 'gap', count };
  const [first = '', second, ...more] = text.split('..').map((one) => parseLevel(one.trim()) ?? '');
  if (first === '' || second === '' || more.length > 0)
    return `"${written}" is none of 5%, 800ms x10, healthy, 2*critical x10, recovery..healthy x5, _ x3; levels are ${levelNames.join(', ')}`;
  if (second === undefined) return { kind: 'level', level: first, count };
  if (count < 2) return `"${written}" is a ramp and needs two samples or more, such as healthy..2*critical x30`;
  return { kind: 'ramp', from: first, to: second, count };
}

function parseLevel(text: string): Level | undefined {
  const [, factor = '1', name] = named.exec(text) ?? [];
  if (name !== undefined) return { kind: 'named', factor: Number(factor), name: name as LevelName };
  const [, number, unit] = quantity.exec(text) ?? [];
  if (number === undefined) return undefined;
  return unit === '' ? { kind: 'number', value: Number(number) } : { kind: 'quantity', text };
}

/** How many samples a series of levels has. */
export function lengthOfLevels(parts: readonly LevelPart[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}
