import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSemantics } from '../../../src/oncall/build/semantics.ts';
import type { Rotation } from '../../../src/oncall/model.ts';
import { movedTurn } from '../../../src/oncall/schedule/keeping-start.ts';
import { turnAt } from '../../../src/oncall/schedule/turns.ts';

const zone = 'Europe/Paris';

const rotation = (participants: readonly (string | null)[], more: Partial<Rotation> = {}): Rotation => ({
  id: 'weekly',
  participants,
  turn: { unit: 'week', length: 1 },
  start: Date.parse('2026-01-05T17:00:00Z'),
  path: [],
  ...more,
});

const at = Date.parse('2026-11-23T12:00:00Z');

const moved = (before: Rotation, after: Rotation): ReturnType<typeof movedTurn> =>
  movedTurn(before, after, zone, at, defaultSemantics);

const personAt = (one: Rotation, instant: number): string | null | undefined => {
  const turn = turnAt(one, zone, instant, defaultSemantics);
  return turn && one.participants[turn.index % one.participants.length];
};

describe('a rotation that changes while somebody has the turn', () => {
  test('one more person deals all turns anew; the start that keeps the present one is named', () => {
    const before = rotation(['bo', 'cy', 'ana']);
    const after = rotation(['bo', 'cy', 'ana', 'dee']);
    const found = moved(before, after);
    expect(personAt(before, at)).toBe('bo');
    expect(found).toEqual({
      before: 'bo',
      after: 'cy',
      until: Date.parse('2026-11-23T17:00:00Z'),
      start: Date.parse('2026-11-16T17:00:00Z'),
    });
    const kept = { ...after, start: found?.start ?? 0 };
    const weeks = [0, 1, 2, 3, 4].map((week) => personAt(kept, at + week * 7 * 86_400_000));
    expect(weeks).toEqual(['bo', 'cy', 'ana', 'dee', 'bo']);
  });

  test('nothing is said when the present turn stays', () => {
    expect(moved(rotation(['bo', 'cy', 'ana']), rotation(['bo', 'dee', 'ana']))).toBeUndefined();
    expect(moved(rotation(['bo'], { end: at - 1 }), rotation(['cy'], { end: at - 1 }))).toBeUndefined();
  });

  test('whoever has left keeps nothing', () => {
    expect(moved(rotation(['bo', 'cy', 'ana']), rotation(['cy', 'ana']))).not.toHaveProperty('start');
  });

  test('with the start that is named nobody loses the present turn, and it ends when it would have', () => {
    const people = fc.constantFrom('ana', 'bo', 'cy', 'dee');
    const list = fc.array(people, { minLength: 1, maxLength: 6 });
    const turn = fc.constantFrom(
      { unit: 'week' as const, length: 1 },
      { unit: 'day' as const, length: 2 },
      { unit: 'hour' as const, length: 12 },
    );
    const start = fc.integer({ min: 0, max: 20_000 }).map((steps) => at - steps * 1_800_000);
    fc.assert(
      fc.property(list, list, turn, start, (first, second, length, began) => {
        const before = rotation(first, { turn: length, start: began });
        const after = rotation(second, { turn: length, start: began });
        const found = moved(before, after);
        if (found?.start === undefined) return;
        const kept = { ...after, start: found.start };
        expect(personAt(kept, at)).toBe(found.before);
        expect(turnAt(kept, zone, at, defaultSemantics)?.until).toBe(found.until);
      }),
    );
  });
});
