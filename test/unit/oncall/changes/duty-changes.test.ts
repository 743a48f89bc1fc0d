import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dutyChanges } from '../../../../src/oncall/changes/duty-changes.ts';
import { routeChanges } from '../../../../src/oncall/changes/route-changes.ts';
import { changeSentences, namesFrom } from '../../../../src/oncall/changes/sentences.ts';
import type { OnCallModel } from '../../../../src/oncall/model.ts';
import { modelOf, person, squad } from '../../../support/on-call-model.ts';
import { instantNear } from '../../../support/oncall/arbitraries.ts';
import { whoIsOn, type OracleSchedule } from '../../../support/oncall/oracle.ts';
import { asModel } from '../../../support/routing/as-model.ts';
import type { OracleSquad, OracleWorld } from '../../../support/routing/oracle.ts';
import { world } from '../../../support/routing/arbitraries.ts';
import { alertFacts } from '../../../support/routing/facts.ts';

const day = 86_400_000;
const scheduleOf = ({ squads }: OracleWorld, name: string): OracleSchedule =>
  squads['a']?.schedules[name] as OracleSchedule;
const range = { from: Date.parse('2026-11-28T12:00:00Z'), until: Date.parse('2026-12-26T12:00:00Z') };

function payments(participants: string, more = ''): OnCallModel {
  const fields = `schedules: { oncall: { timezone: Europe/Paris, rotations: { weekly: { participants: [${participants}], every: 1w, start: 2026-01-05T09:00 } } } }
escalations: { one: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: ${more || '15m'}, notify: [{ squad: payments, take: everyone }] }] }
routing: [{ to: { escalation: one } }]
`;
  return modelOf(...['ana', 'bo', 'cy'].map((id) => person(id)), squad('payments', ['ana', 'bo', 'cy'], fields));
}

it('says whose weeks move, and who gains and loses what', () => {
  const [before, after] = [payments('ana, bo, cy'), payments('bo, ana, cy')];
  const sentences = changeSentences(dutyChanges(before, after, range), namesFrom(after));
  expect(Object.fromEntries(sentences)).toMatchInlineSnapshot(`
    {
      "payments": [
        "Ana gains 1 weekend and 2 nights (44 h more)",
        "Bo loses 1 weekend and 2 nights (44 h less)",
        "oncall: Sat 28 Nov 2026 13:00 to Mon 30 Nov 2026 09:00: Ana instead of Bo (Europe/Paris)",
        "oncall: Mon 7 Dec 2026 09:00 to Mon 14 Dec 2026 09:00: Bo instead of Ana (Europe/Paris)",
        "oncall: Mon 14 Dec 2026 09:00 to Mon 21 Dec 2026 09:00: Ana instead of Bo (Europe/Paris)",
      ],
    }
  `);
});

it('nothing moves, nothing is said', () => {
  expect(dutyChanges(payments('ana, bo'), payments('ana, bo'), range).duties).toEqual([]);
});

it('swapped duties change no route, another minute does', () => {
  const side = (model: OnCallModel): Parameters<typeof routeChanges>[0] => ({ model, alerts: [alertFacts()] });
  const before = side(payments('ana, bo, cy'));
  expect(routeChanges(before, side(payments('bo, ana, cy')), range)).toEqual([]);
  const [change] = routeChanges(before, side(payments('bo, ana, cy', '20m')), range);
  expect(change).toMatchObject({
    identities: ['production/checkout-api/card-errors'],
    total: range.until - range.from,
  });
  expect([change?.before, change?.after].map((answer) => answer?.steps[1]?.minute)).toEqual([15, 20]);
});

it('differs exactly where the oracle finds other people: 2,000 instants', () => {
  const two = world.chain(({ world: one, about }) =>
    fc.record({
      one: fc.constant(one),
      other: world,
      about: fc.constant(about),
      ats: fc.array(instantNear(about, 2 * day), { minLength: 40, maxLength: 40 }),
    }),
  );
  fc.assert(
    fc.property(two, ({ one, other: { world: other }, about, ats }) => {
      // Both sides are asked with the same semantics, in the squads and schedules of each.
      const squad = { ...(one.squads['a'] as OracleSquad), schedules: other.squads['a']?.schedules ?? {} };
      const changed = { ...one, squads: { ...one.squads, a: squad } };
      const span = { from: about - 2 * day, until: about + 2 * day + 1 };
      const { duties } = dutyChanges(asModel(one), asModel(changed), span);
      const on = (schedule: OracleSchedule, at: number): string =>
        [...new Set(whoIsOn(schedule, at, one.semantics).map((duty) => duty.slice(duty.lastIndexOf(':') + 1)))]
          .sort()
          .join();
      for (const at of ats)
        for (const name of ['s0', 's1']) {
          const [was, is] = [on(scheduleOf(one, name), at), on(scheduleOf(changed, name), at)];
          const found = duties.find(({ schedule, from, until }) => schedule === name && from <= at && at < until);
          expect(found ? [found.before.join(), found.after.join()] : undefined).toEqual(
            was === is ? undefined : [was, is],
          );
        }
    }),
    { numRuns: 50, seed: 1 },
  );
});
