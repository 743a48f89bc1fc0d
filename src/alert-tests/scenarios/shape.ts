import type { SeriesPart } from '../../definitions/values/series.ts';

/**
 * A piece of a scenario: `level` 0 is a healthy minute, 1 is one that fires when it lasts, 2 is far beyond; a ramp goes from one level to
 * another; a gap sends nothing.
 */
export type Piece =
  | { readonly level: number; readonly minutes: number }
  | { readonly from: number; readonly to: number; readonly minutes: number }
  | { readonly gap: true; readonly minutes: number };

/** How long a shape lasts, minutes. */
export function minutesOf(shape: readonly Piece[]): number {
  return shape.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** A shape as a series: `valueAt` says what is measured at a level. */
export function partsOf(shape: readonly Piece[], valueAt: (level: number) => number): SeriesPart[] {
  return shape
    .filter(({ minutes }) => minutes > 0)
    .map((piece): SeriesPart => {
      const count = piece.minutes;
      if ('gap' in piece) return { kind: 'gap', count };
      if ('level' in piece) return { kind: 'value', value: valueAt(piece.level), count };
      if (count === 1) return { kind: 'value', value: valueAt(piece.to), count };
      return { kind: 'ramp', from: valueAt(piece.from), to: valueAt(piece.to), count };
    });
}
