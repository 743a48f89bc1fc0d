import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChangeSide } from '../../../../src/oncall/changes/route-changes.ts';
import { squadsTouched } from '../../../../src/oncall/changes/squads-touched.ts';
import { routeAlert } from '../../../../src/oncall/routing/route-alert.ts';
import type { OnCallModel } from '../../../../src/oncall/model.ts';
import type { AlertFacts } from '../../../../src/oncall/routing/alert-facts.ts';
import { modelOf, person, squad } from '../../../support/on-call-model.ts';
import { asModel } from '../../../support/routing/as-model.ts';
import { world } from '../../../support/routing/arbitraries.ts';
import { alertFacts } from '../../../support/routing/facts.ts';

const range = { from: Date.parse('2026-11-28T12:00:00Z'), until: Date.parse('2026-12-26T12:00:00Z') };

/** Payments calls its own people, then the platform squad; trust is called by nobody else. */
function organisation(edit: (text: string) => string = (text) => text): OnCallModel {
  const fields = (own: string, steps: string): string => `schedules: { oncall: { timezone: Europe/Paris, rotations: { weekly: { participants: [${own}], every: 1w, start: 2026-01-05T09:00 } } } }
escalations: { one: [${steps}] }
routing: [{ to: { escalation: one } }]
`; // prettier-ignore
  const first = '{ after: 0m, notify: [{ schedule: oncall }] }';
  return modelOf(
    ...['ana', 'bo', 'cy', 'di', 'eve'].map((id) => person(id)),
    edit(squad('payments', ['ana', 'bo'], fields('ana, bo', `${first}, { after: 15m, notify: [{ schedule: platform/oncall }] }`))),
    squad('platform', ['cy', 'di'], fields('cy, di', first)),
    squad('trust', ['eve'], fields('eve', first)),
  ); // prettier-ignore
}

const side = (model: OnCallModel, ...alerts: AlertFacts[]): ChangeSide => ({ model, alerts });
const touched = (before: ChangeSide, after: ChangeSide): string[] =>
  squadsTouched(before, after, range).map(
    ({ squad: id, touches }) => `${id}: ${touches.map(({ kind }) => kind).join(', ')}`,
  );
const before = side(organisation(), alertFacts());

it('names nobody when nothing changes, and only those whose members hear of alerts at other times', () => {
  expect(touched(before, before)).toEqual([]);
  const later = organisation((text) => text.replace('after: 15m', 'after: 20m'));
  expect(touched(before, side(later, alertFacts()))).toEqual(['platform: rerouted']);
  const others = organisation((text) => text.replace('schedule: platform/oncall', 'schedule: trust/oncall'));
  expect(touched(before, side(others, alertFacts()))).toEqual(['platform: no-longer', 'trust: newly']);
});

it('names squads that a global step calls, and those whose duties move', () => {
  const everyone = organisation((text) =>
    text.replace('after: 0m, notify: [{ schedule: oncall }]', 'after: 0m, notify: [{ person: eve }]'),
  );
  expect(touched(before, side(everyone, alertFacts()))).toEqual(['payments: no-longer', 'trust: newly']);
  const swapped = organisation((text) => text.replace('participants: [ana, bo]', 'participants: [bo, ana]'));
  expect(touched(before, side(swapped, alertFacts()))).toEqual(['payments: duty']);
});

it('names squads that an alert calls newly, or no longer', () => {
  const added = alertFacts({ identity: 'production/checkout-api/new', alert: 'new' });
  expect(touched(before, side(before.model, alertFacts(), added))).toEqual(['payments: newly', 'platform: newly']);
  expect(touched(side(before.model, alertFacts(), added), before)).toEqual([
    'payments: no-longer',
    'platform: no-longer',
  ]);
  const elsewhere = alertFacts({ reaches: { squad: 'trust' } });
  expect(touched(before, side(before.model, elsewhere))).toEqual([
    'payments: no-longer',
    'platform: no-longer',
    'trust: newly',
  ]);
});

const day = 86_400_000;

/** What the members of each squad hear of an alert that opens at an instant, asked of routing itself. */
function heard(model: OnCallModel, facts: AlertFacts, at: number): Map<string, string> {
  const { steps, priority } = routeAlert(model, facts, at);
  const calls = steps
    .filter(({ minute }) => minute < 1440)
    .flatMap(({ minute, called }) =>
      called.map(({ person: one, ways }) => ({ one, text: JSON.stringify([minute, one, ways]) })),
    );
  return new Map(
    [...model.squads.values()].map(({ id, members }) => {
      const mine = calls.filter(({ one }) => members.includes(one)).map(({ text }) => text);
      return [id, mine.length === 0 ? '' : `${priority} ${mine.sort().join()}`];
    }),
  );
}

it('leaves out no squad that routing calls otherwise at any instant', { timeout: 120_000 }, () => {
  const facts = alertFacts({ reaches: { squad: 'a' }, squad: 'a' });
  const week = { from: range.from, until: range.from + 7 * day };
  const instants = fc.array(fc.integer({ min: week.from, max: week.until - day }), { minLength: 10, maxLength: 10 });
  let differing = 0;
  fc.assert(
    fc.property(world, world, instants, ({ world: one }, { world: other }, times) => {
      const [old, now] = [asModel(one), asModel(other)];
      const named = squadsTouched(side(old, facts), side(now, facts), week).map(({ squad: id }) => id);
      for (const at of times) {
        const [was, is] = [heard(old, facts, at), heard(now, facts, at)];
        for (const id of new Set([...was.keys(), ...is.keys()])) {
          if ((was.get(id) ?? '') === (is.get(id) ?? '')) continue;
          differing += 1;
          expect(named).toContain(id);
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(differing).toBeGreaterThan(100);
});
