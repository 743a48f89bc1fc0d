import { expect, test } from 'vitest';
import { referencesOf } from '../../../src/definitions/link/references.ts';
import { loadFile } from '../../../src/definitions/load/load-file.ts';

function hoursNamedBy(hours: string): string[] {
  const text = `apiVersion: alerts/v1
kind: Squad
id: payments
members: [ana]
schedules:
  oncall:
    rotations:
      weekly: { participants: [ana], every: 1w, start: 2026-01-05T09:00, hours: ${hours} }
`;
  const [loaded] = loadFile('squad.yaml', new TextEncoder().encode(text)).documents;
  if (!loaded) throw new Error('no document');
  return referencesOf(loaded.document)
    .filter(({ kind }) => kind === 'Hours')
    .map(({ id }) => id);
}

test('hours are named, negated by name, or a span in place that names nothing', () => {
  expect(hoursNamedBy('business')).toEqual(['business']);
  expect(hoursNamedBy('not business')).toEqual(['business']);
  expect(hoursNamedBy('mon-fri 09:00-18:00')).toEqual([]);
  expect(hoursNamedBy('sat-sun')).toEqual([]);
  expect(hoursNamedBy('sat')).toEqual([]);
});
