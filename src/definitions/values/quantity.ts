/**
 * Numbers with units. A bare number is already in the query's unit; `5%` and `800ms` are converted to it.
 */
interface UnitFamily {
  readonly base: number;
  readonly dimension: 'time' | 'ratio' | 'bytes';
}

const units: Readonly<Record<string, UnitFamily>> = {
  ns: { base: 1e-9, dimension: 'time' },
  us: { base: 1e-6, dimension: 'time' },
  ms: { base: 1e-3, dimension: 'time' },
  s: { base: 1, dimension: 'time' },
  m: { base: 60, dimension: 'time' },
  min: { base: 60, dimension: 'time' },
  h: { base: 3600, dimension: 'time' },
  d: { base: 86_400, dimension: 'time' },
  ratio: { base: 1, dimension: 'ratio' },
  percent: { base: 0.01, dimension: 'ratio' },
  '%': { base: 0.01, dimension: 'ratio' },
  bytes: { base: 1, dimension: 'bytes' },
  B: { base: 1, dimension: 'bytes' },
  kB: { base: 1e3, dimension: 'bytes' },
  MB: { base: 1e6, dimension: 'bytes' },
  GB: { base: 1e9, dimension: 'bytes' },
  TB: { base: 1e12, dimension: 'bytes' },
  KiB: { base: 1024, dimension: 'bytes' },
  MiB: { base: 1024 ** 2, dimension: 'bytes' },
  GiB: { base: 1024 ** 3, dimension: 'bytes' },
  TiB: { base: 1024 ** 4, dimension: 'bytes' },
};

/** Units that a query may declare; any other word (`count`, `messages`, `per-second`) only admits bare numbers. */
export const convertibleUnits: readonly string[] = Object.keys(units);

/** The pattern of a quantity written as text: a number directly followed by a unit. */
export const quantityPattern = '^-?[0-9]+(\\.[0-9]+)?(%|ns|us|ms|s|m|min|h|d|B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$';

const parsed = /^(-?\d+(?:\.\d+)?)(%|[A-Za-z]+)$/;

/** The outcome of {@link toUnit}: a number in the wanted unit, or the reason why there is none. */
export type Quantity = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly reason: string };

/**
 * Converts a threshold as written (`0.05`, `5%`, `800ms`) to the query's unit. Without a declared unit `5%` is 0.05 and
 * other units are refused, since nothing says what the bare number measures.
 */
export function toUnit(written: unknown, unit: string | undefined): Quantity {
  if (typeof written === 'number') return { ok: true, value: written };
  const match = typeof written === 'string' ? parsed.exec(written) : null;
  if (!match)
    return { ok: false, reason: `"${String(written)}" is not a number with a unit such as 5%, 800ms or 2GiB` };
  const from = units[match[2] ?? ''];
  if (!from) return { ok: false, reason: `the unit "${match[2]}" is unknown` };
  const to = unit === undefined && from.dimension === 'ratio' ? units['ratio'] : units[unit ?? ''];
  if (!to) {
    const measured = unit === undefined ? 'the query declares no unit' : `the query is measured in ${unit}`;
    return { ok: false, reason: `${measured}, which "${written}" cannot be converted to` };
  }
  if (to.dimension !== from.dimension)
    return { ok: false, reason: `"${written}" is a ${from.dimension}, the query is measured in ${unit}` };
  return { ok: true, value: tidy((Number(match[1]) * from.base) / to.base) };
}

/** Removes the noise that binary fractions add: 800 × 0.001 is 0.8. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
