import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../src/alert-tests/series.ts';
import { formatSeries, parseSeries, seriesLength, type SeriesPart } from '../../../src/definitions/values/series.ts';

const samples = (text: string): number[] => {
  const parsed = parseSeries(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return [...seriesOf(parsed.parts).values];
};
const { NaN: missing } = Number;

const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number));
const count = fc.integer({ min: 1, max: 50 });
const part: fc.Arbitrary<SeriesPart> = fc.oneof(
  fc.record({ kind: fc.constant('value' as const), value, count }),
  fc.record({ kind: fc.constant('ramp' as const), from: value, to: value, count: count.map((n) => n + 1) }),
  fc.record({ kind: fc.constant('gap' as const), count }),
  fc.record({ kind: fc.constant('nan' as const), count }),
  fc.record({
    kind: fc.constant('noise' as const),
    mean: value,
    deviation: value.map(Math.abs),
    seed: fc.integer({ min: 0, max: 999_999_999 }),
    count,
  }),
);

describe('series', () => {
  it('repeats, ramps and leaves gaps', () => {
    expect(samples('5')).toEqual([5]);
    expect(samples('0 x3, 40 x2')).toEqual([0, 0, 0, 40, 40]);
    expect(samples('1..9 x5, _ x2, nan, -1.5e-1')).toEqual([1, 3, 5, 7, 9, missing, missing, missing, -0.15]);
  });

  it('draws noise from its seed, around its mean', () => {
    expect(samples('noise(20,2,7) x60')).toEqual(samples('noise(20, 2, 7) x60'));
    expect(samples('noise(20,2,7) x60')).not.toEqual(samples('noise(20,2,8) x60'));
    const many = samples('noise(20,2,7) x5000');
    const mean = many.reduce((sum, one) => sum + one, 0) / many.length;
    const deviation = Math.sqrt(many.reduce((sum, one) => sum + (one - mean) ** 2, 0) / many.length);
    expect(mean).toBeCloseTo(20, 0);
    expect(deviation).toBeCloseTo(2, 0);
  });

  it('has been before what it begins with', () => {
    const before = (text: string): number => {
      const parsed = parseSeries(text);
      return parsed.ok ? seriesOf(parsed.parts).before : missing;
    };
    expect(before('3 x20, 80 x5')).toBe(3);
    expect(before('1..9 x5')).toBe(1);
    expect(before('noise(20,2,7) x5')).toBe(20);
    expect(before('_ x5, 3')).toBe(missing);
  });

  it.each([
    ['5 x0', 'zero times'],
    ['5 y3', 'none of'],
    ['', 'none of'],
    ['1..9', 'ramp'],
    ['1, , 2', 'none of'],
    ['noise(1,-2,3) x5', 'negative'],
    ['1 x200000, 1', 'samples'],
    ['${value} x5', 'none of'],
  ])('refuses %j', (text, reason) => {
    const parsed = parseSeries(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = formatSeries(parts);
        expect(parseSeries(text)).toEqual({ ok: true, parts });
        expect(samples(text)).toHaveLength(seriesLength(parts));
      }),
    );
  });
});
