/**
 * A run of equally spaced samples, as tests of alerts write them: `5 x10`, `1..9 x5`, `_ x3`, `nan`, `noise(20,2,7) x60`. A gap is a sample
 * that was never sent, `nan` one that was sent without a number.
 */
export type SeriesPart =
  | { readonly kind: 'value'; readonly value: number; readonly count: number }
  | { readonly kind: 'ramp'; readonly from: number; readonly to: number; readonly count: number }
  | { readonly kind: 'gap'; readonly count: number }
  | { readonly kind: 'nan'; readonly count: number }
  | {
      readonly kind: 'noise';
      readonly mean: number;
      readonly deviation: number;
      readonly seed: number;
      readonly count: number;
    };

/** The parts of a series, or what is wrong with its text. */
export type ParsedSeries =
  { readonly ok: true; readonly parts: readonly SeriesPart[] } | { readonly ok: false; readonly reason: string };

/** The most samples that one series may have. */
export const longestSeries = 200_000;

const number = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const one = new RegExp(
  String.raw`^(?:(?:(?<factor>\d+(?:\.\d+)?)\s*\*\s*)?(?<value>${number})|(?<from>${number})\.\.(?<to>${number})|(?<gap>_)|(?<nan>nan)|noise\(\s*(?<mean>${number})\s*,\s*(?<deviation>${number})\s*,\s*(?<seed>\d{1,9})\s*\))(?:\s*x\s*(?<count>\d{1,7}))?$`,
);

/** Reads the compact notation of a series; parts are separated by commas. A value may have a factor, since parameters of templates do: `0.5*200`. */
export function parseSeries(text: string): ParsedSeries {
  const parts: SeriesPart[] = [];
  for (const written of partsOf(text)) {
    const part = parsePart(written);
    if (typeof part === 'string') return { ok: false, reason: part };
    parts.push(part);
  }
  if (seriesLength(parts) > longestSeries)
    return { ok: false, reason: `it has more than ${longestSeries} samples; take a longer step` };
  return { ok: true, parts };
}

/** Commas separate parts, but for those inside `noise(…)`. */
function partsOf(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((part) => part.trim());
}

function parsePart(written: string): SeriesPart | string {
  const found = one.exec(written)?.groups;
  if (!found) return `"${written}" is none of 5, 5 x10, 1..9 x5, _ x3, nan, noise(20,2,7) x60`;
  const count = found['count'] === undefined ? 1 : Number(found['count']);
  if (count === 0) return `"${written}" repeats zero times; leave it out`;
  if (found['value'] !== undefined)
    return { kind: 'value', value: Number(found['value']) * Number(found['factor'] ?? 1), count };
  if (found['gap'] !== undefined) return { kind: 'gap', count };
  if (found['nan'] !== undefined) return { kind: 'nan', count };
  if (found['from'] === undefined) {
    const deviation = Number(found['deviation']);
    if (deviation < 0) return `"${written}" has a negative standard deviation`;
    return { kind: 'noise', mean: Number(found['mean']), deviation, seed: Number(found['seed']), count };
  }
  if (count < 2) return `"${written}" is a ramp and needs two samples or more, such as 1..9 x5`;
  return { kind: 'ramp', from: Number(found['from']), to: Number(found['to']), count };
}

/** How many samples a series has. */
export function seriesLength(parts: readonly SeriesPart[]): number {
  return parts.reduce((sum, part) => sum + part.count, 0);
}

/** The notation of a series; reading it gives the same parts. */
export function formatSeries(parts: readonly SeriesPart[]): string {
  return parts
    .map((part) => `${formatPart(part)}${part.count === 1 && part.kind !== 'ramp' ? '' : ` x${part.count}`}`)
    .join(', ');
}

function formatPart(part: SeriesPart): string {
  switch (part.kind) {
    case 'value':
      return plain(part.value);
    case 'ramp':
      return `${plain(part.from)}..${plain(part.to)}`;
    case 'gap':
      return '_';
    case 'nan':
      return 'nan';
    case 'noise':
      return `noise(${plain(part.mean)},${plain(part.deviation)},${part.seed})`;
  }
}

function plain(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}
