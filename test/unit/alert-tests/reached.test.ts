import { expect, it } from 'vitest';
import type { Reach, Reached } from '../../../src/alert-tests/reach.ts';
import { failuresOf } from './tree-support.ts';

/** A page of the squad payments: ana and bo at once, cy after a quarter of an hour. */
const page: Reached = {
  squads: ['payments'],
  priority: 'P2',
  title: '[batch] Card payments fail',
  contacts: [
    { name: 'ana', after: 0, by: 'mobile' },
    { name: 'ana', after: 300, by: 'sms' },
    { name: 'bo', after: 0, by: 'email' },
    { name: 'channel:incidents', after: 0 },
    { name: 'cy', after: 900, by: 'voice' },
  ],
};

const alert = `
source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: s } } }
condition: { is: above, critical: 5s, over: 1m, noData: keep }
notify: { critical: on-call }
message: 'It takes {{value}} s'
runbook: { trigger: It is slow, resolution: [Restart it.], expectedTime: 5m }`;

function failures(reached: string, answer: Reached | undefined = page): Promise<string[]> {
  const reach: Reach = () => answer;
  const cases = `- { name: a, input: { metrics: { a: '0 x3, 9 x2, 0 x5' } }, expect: [{ by: 4m, state: alert, ${reached} }] }`;
  return failuresOf({ alert, cases, reach });
}

it.each([
  "reached: { who: [ana, cy, 'squad:payments', 'channel:incidents'], within: 15m }",
  'reached: { who: ana, by: sms, within: 5m, priority: P2, title: contains "batch" }',
  "notifies: [on-call, ana, 'person:bo', 'squad:payments']",
])('holds: %s', async (reached) => expect(await failures(reached)).toEqual([]));

it.each([
  ['reached: { who: cy, within: 10m }', 'expected cy to be reached within 10m, but is only by voice after 15m'],
  [
    'reached: { who: ana, by: voice }',
    'expected ana to be reached by voice, but is only by mobile after 0m, by sms after 5m',
  ],
  ['reached: { who: none }', 'expected nobody to be reached, but ana, bo, cy would be'],
  ['reached: { who: ana, priority: P1 }', 'expected the page to have P1, but it has P2'],
  ['reached: { who: ana, title: Card payments fail }', 'title of the page'],
  ['notifies: [on-call, cy]', 'expected cy to be notified'],
])('fails: %s', async (reached, message) => expect((await failures(reached))[0]).toContain(message));

it('says why nobody is called', async () => {
  const silent: Reached = { squads: [], priority: 'P3', title: '', contacts: [], unreached: 'rule 3 leads to nobody' };
  expect((await failures('reached: { who: ana }', silent))[0]).toContain('nobody is called: rule 3 leads to nobody');
  expect(await failures('reached: { who: none }', silent)).toEqual([]);
});
