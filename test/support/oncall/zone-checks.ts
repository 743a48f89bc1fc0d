import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { expect } from 'vitest';
import { wallOf, Zone } from '../../../src/definitions/values/zone-clock.ts';
import type { Effort } from './checks.ts';

/** Zones whose clocks do unusual things, beside ordinary ones. */
const zones = [
  'UTC',
  'Europe/Paris',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Sao_Paulo',
  'America/Caracas',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Antarctica/Troll',
];
const first = Date.parse('2005-01-01T00:00:00Z');
const last = Date.parse('2045-01-01T00:00:00Z');
const halfHour = 1_800_000;

/** The changes of a zone's clock in those years, as Temporal knows them. */
function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > last) return changes;
    changes.push(next.epochMilliseconds);
    at = next;
  }
}

const changes = new Map<string, number[]>();

const zoneAndInstant = fc.constantFrom(...zones).chain((zone) => {
  let known = changes.get(zone);
  if (!known) changes.set(zone, (known = changesOf(zone)));
  const anywhere = fc.integer({ min: first / 1000, max: last / 1000 }).map((seconds) => seconds * 1000);
  const nearby =
    known.length === 0
      ? anywhere
      : fc
          .tuple(fc.constantFrom(...known), fc.integer({ min: -60, max: 60 }), fc.constantFrom(-1000, -1, 0, 1, 999))
          .map(([change, halves, milliseconds]) => change + halves * halfHour + milliseconds);
  return fc.record({ zone: fc.constant(zone), at: fc.oneof(nearby, anywhere) });
});

/** Offsets of instants, and instants of local times, are those of Temporal. */
export function checkZones({ runs, seed }: Effort): void {
  const kept = new Map<string, Zone>();
  fc.assert(
    fc.property(zoneAndInstant, ({ zone: name, at }) => {
      // A zone of its own now and then: its answers must not depend on what it was asked before.
      const zone = at % 7 === 0 ? new Zone(name) : (kept.get(name) ?? new Zone(name));
      kept.set(name, zone);
      const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
      expect(zone.offsetAt(at)).toBe(there.offsetNanoseconds / 1e6);
      const { year, month, day, hour, minute, second } = there;
      expect(zone.toLocal(at)).toEqual({ year, month, day, hour, minute, second });
      checkLocal(zone, Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime());
      checkLocal(zone, there.toPlainDateTime());
    }),
    { numRuns: runs, seed },
  );
}

function checkLocal(zone: Zone, precise: Temporal.PlainDateTime): void {
  const local = precise.round({ smallestUnit: 'second', roundingMode: 'floor' });
  const as = (disambiguation: 'compatible' | 'earlier' | 'later'): Temporal.ZonedDateTime =>
    local.toZonedDateTime(zone.name, { disambiguation });
  const once = as('earlier').equals(as('later'));
  const exists = as('compatible').toPlainDateTime().equals(local);
  const { year, month, day, hour, minute, second } = local;
  const fields = { year, month, day, hour, minute, second };
  const { instant, shown } = zone.resolve(fields);
  expect(instant, `${local.toString()} in ${zone.name}`).toBe(as('compatible').epochMilliseconds);
  expect(shown, `${local.toString()} in ${zone.name}`).toBe(once ? 'once' : exists ? 'twice' : 'never');
  expect(zone.resolveWall(wallOf(fields)).instant).toBe(instant);
}
