import { expect, test } from 'vitest';
import type { ResourceNode } from '../../../../src/graph/types.ts';
import { foretell } from '../../../../src/providers/opsgenie/foretell.ts';
import { rotationType } from '../../../../src/providers/opsgenie/resource-types.ts';

const now = new Date('2026-11-23T12:00:00Z');

const rotation = (people: readonly string[]): ResourceNode['inputs'] => ({
  name: 'weekly',
  scheduleId: { $ref: 'oncall/payments/schedule/oncall', output: 'id' },
  type: 'weekly',
  length: 1,
  startDate: '2026-01-05T17:00:00Z',
  endDate: '2099-12-31T00:00:00Z',
  participants: people.map((id) => ({ type: 'user', id: { $ref: `oncall/people/user/${id}`, output: 'id' } })),
});

const told = (before: readonly string[], after: readonly string[]): string | undefined =>
  foretell(
    {
      type: rotationType,
      title: 'payments oncall: weekly',
      before: rotation(before),
      after: rotation(after),
      inputsOf: () => ({ timezone: 'Europe/Paris' }),
    },
    now,
  );

test('a longer list says whose turn moves, and the start that leaves it where it is', () => {
  expect(told(['bo', 'cy', 'ana'], ['bo', 'cy', 'ana', 'dee'])).toBe(
    'payments oncall: weekly: cy has the present turn instead of bo, until 2026-11-23T18:00. To leave it to bo and go on in the new order, write "start: 2026-11-16T18:00".',
  );
});

test('whoever is taken out keeps nothing', () => {
  expect(told(['bo', 'cy', 'ana'], ['cy', 'ana'])).toBe(
    'payments oncall: weekly: ana has the present turn instead of bo, until 2026-11-23T18:00.',
  );
});

test('nothing is said when the present turn stays', () => {
  expect(told(['bo', 'cy', 'ana'], ['bo', 'ana', 'cy'])).toBeUndefined();
});
