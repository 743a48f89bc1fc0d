import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../src/alert-tests/reach.ts';
import { failuresOf, verdictsOf } from './tree-support.ts';

const alert = `
source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: s } } }
condition: { is: above, critical: 5s, warning: 3s, over: 1m, noData: notify }
notify: { critical: on-call, warning: { channel: default }, noData: { channel: incidents } }
message: 'It takes {{value}} s, {{threshold}} s are allowed'
runbook: { trigger: It is slow, resolution: [Restart it.], expectedTime: 5m }`;
/** Fires at 4m, recovers at 6m. */
const values = '0 x3, 9 x2, 0 x5';
const outage = (expect: string, more = ''): string =>
  `- { name: a, input: { metrics: { a: '${values}' } }, expect: [${expect}]${more} }`;

describe('expectations of states', () => {
  it.each([
    ['{ at: 3m, state: ok }', undefined],
    ['{ at: 4m, state: alert }', undefined],
    ['{ at: 3m, state: alert }', 'expected alert at 3m, but it was ok'],
    ['{ by: 4m, state: alert }', undefined],
    ['{ by: 3m, state: alert }', 'expected alert by 3m, but it was so at 4m only'],
    ['{ by: 4m, state: no-data }', 'expected no-data by 4m, but it never was, and at 4m it was alert'],
    ['{ from: 0m, to: 3m, state: ok }', undefined],
    ['{ from: 0m, to: 4m, state: ok }', 'expected ok from 0m to 4m, but it was alert at 4m'],
    ['{ from: 6m, state: ok }', undefined],
    ['{ by: 4m, state: alert }, { by: 6m, state: ok }', undefined],
    ['{ by: 4m, state: alert }, { by: 5m, state: ok }', 'expected ok by 5m, but it was so at 6m only'],
    ['{ by: 4m, state: alert }, { by: 10m, state: alert, recovery: true }, { by: 10m, state: ok }', undefined],
  ])('%s: %s', async (expectation, failure) => {
    const failures = await failuresOf({ alert, cases: outage(expectation) });
    if (failure === undefined) expect(failures).toEqual([]);
    else expect(failures[0]).toContain(failure);
  });

  it('say at which evaluation and in which line they broke', async () => {
    const [verdict] = await verdictsOf({ alert, cases: outage('{ from: 0m, to: 9m, state: ok }') });
    expect(verdict?.failures).toMatchObject([{ at: 240, path: ['cases', 0, 'expect', 0] }]);
  });

  it('never: names the state and when it was', async () => {
    expect(await failuresOf({ alert, cases: outage('{ at: 0m, state: ok }', ', never: [alert]') })).toEqual([
      'a: broken: alert must never be seen, but was at 4m',
    ]);
    expect(await failuresOf({ alert, cases: outage('{ at: 0m, state: ok }', ', never: [no-data]') })).toEqual([]);
  });

  it('of groups ask all for ok and some for everything else', async () => {
    const grouped = `${alert}\ngroups: { by: [host] }`;
    const cases = (expectation: string): string =>
      `- { name: a, input: { metrics: { a: [{ group: { host: x }, values: '${values}' }, { group: { host: y }, values: 0 x10 }] } }, expect: [${expectation}] }`;
    expect(
      await failuresOf({
        alert: grouped,
        cases: cases('{ at: 4m, state: alert }, { at: 4m, state: ok, group: { host: y } }'),
      }),
    ).toEqual([]);
    expect((await failuresOf({ alert: grouped, cases: cases('{ at: 4m, state: ok }') }))[0]).toContain(
      'it was alert and ok',
    );
    expect(
      (await failuresOf({ alert: grouped, cases: cases('{ at: 4m, state: ok, group: { host: z } }') }))[0],
    ).toContain('there is no group host z');
  });
});

describe('expectations of messages', () => {
  it.each([
    ['{ by: 4m, state: alert, priority: P2, runbook: present }', undefined],
    ['{ by: 4m, state: alert, priority: P1 }', 'expected priority P1, but the alert has P2'],
    ['{ by: 4m, state: alert, runbook: absent }', 'expected the runbook to be absent'],
    ['{ by: 4m, state: alert, notifies: [on-call] }', undefined],
    ['{ by: 4m, state: alert, notifies: on-call }', undefined],
    ['{ by: 4m, state: alert, notifies: [channel:default] }', 'but it reaches on-call'],
    [
      '{ by: 4m, state: alert, notifies: [{ channel: default }] }',
      'expected channel:default to be notified of alert at 4m',
    ],
    ['{ by: 4m, state: alert, notifies: [] }', 'notifies on-call, too'],
    ['{ at: 2m, state: ok, notifies: [] }', undefined],
    [
      `{ by: 4m, state: alert, title: 'contains "Something is wrong"', message: 'contains "It takes 9 s, 5 s are allowed"' }`,
      undefined,
    ],
    [`{ by: 4m, state: alert, message: 'contains "10 s"' }`, 'expected it to contain "10 s"'],
    ['{ by: 4m, state: alert, title: checkout-api | payments | Something is wrong }', undefined],
    [
      '{ by: 4m, state: alert, title: Something else }',
      'title at 4m: expected "Something else", but it is "checkout-api | payments',
    ],
    ['{ by: 4m, state: alert }, { by: 6m, state: ok, recovery: true }', undefined],
    ['{ from: 0m, to: 5m, recovery: true }', 'expected a recovery to be told by 5m, but none was'],
    ['{ from: 0m, to: 10m, recovery: false }', 'expected no recovery to be told, but one was at 6m'],
  ])('%s: %s', async (expectation, failure) => {
    const failures = await failuresOf({ alert, cases: outage(expectation) });
    if (failure === undefined) expect(failures).toEqual([]);
    else expect(failures[0]).toContain(failure);
  });

  it('who is on call is asked from outside, at the instant of the page', async () => {
    const cases = outage('{ by: 4m, state: alert, notifies: [on-call, person:ana] }');
    const asked: string[] = [];
    const reach: Reach = (_alert, instant) => {
      asked.push(new Date(instant).toISOString());
      const contacts = [
        { name: 'ana', after: 0, by: 'voice' },
        { name: 'cy', after: 900, by: 'voice' },
      ];
      return { squads: ['payments'], priority: 'P2', title: '', contacts };
    };
    expect(await failuresOf({ alert, cases, reach })).toEqual([]);
    expect(asked).toEqual(['2026-11-09T09:04:00.000Z']);
    // Who is called a quarter of an hour later is not notified at once.
    expect((await failuresOf({ alert, cases: cases.replace('ana', 'cy'), reach }))[0]).toContain('expected person:cy');
  });

  it('without an answer, people are not decidable and nothing has passed', async () => {
    const [verdict] = await verdictsOf({
      alert,
      cases: outage('{ by: 4m, state: alert, notifies: [on-call, person:ana] }'),
    });
    expect(verdict).toMatchObject({ passed: false, failures: [{ kind: 'undecided' }] });
  });
});

describe('the number of messages', () => {
  const long = (notifications: string): string =>
    `- { name: a, input: { metrics: { a: '0 x2, 9 x200, 0 x5' } }, expect: [{ by: 3m, state: alert }], notifications: { ${notifications} } }`;

  it('counts the first, the repetitions and no silent recovery', async () => {
    // Defaults of the standard project: every hour, three times.
    expect(await failuresOf({ alert, cases: long('min: 4, max: 4') })).toEqual([]);
    const twice = `${alert}\nrenotify: { every: 30m, max: 2 }`;
    expect(await failuresOf({ alert: twice, cases: long('min: 3, max: 3') })).toEqual([]);
    const [failure] = await failuresOf({ alert: twice, cases: long('max: 1') });
    expect(failure).toContain(
      'expected at most 1 notifications, but there were 3: alert at 3m, again alert at 33m, again alert at 63m',
    );
  });

  it('counts transitions that have a reader', async () => {
    const ups = `- { name: a, input: { metrics: { a: '0 x2, 4 x2, 9 x2, 4 x2, _ x2, 0 x2' } }, expect: [{ at: 1m, state: ok }], notifications: { min: 4, max: 4 } }`;
    expect(await failuresOf({ alert, cases: ups })).toEqual([]);
    const quiet = `${alert.replace('warning: { channel: default }', 'warning: none')}`;
    expect(await failuresOf({ alert: quiet, cases: ups.replace('min: 4, max: 4', 'min: 2, max: 2') })).toEqual([]);
  });

  it('is none for alerts that are switched off or on trial', async () => {
    for (const more of ['disabled: { reason: broken }', 'mode: { shadow: 2027-01-01 }'])
      expect(await failuresOf({ alert: `${alert}\n${more}`, cases: long('max: 0') })).toEqual([]);
  });

  it('is one for groups that notify together', async () => {
    const grouped = `${alert}\ngroups: { by: [host, zone], notify: [zone] }`;
    const one = (host: string): string => `{ group: { host: ${host}, zone: a }, values: '${values}' }`;
    const cases = `- { name: a, input: { metrics: { a: [${one('x')}, ${one('y')}] } }, expect: [{ at: 4m, state: alert, group: { host: x }, notifies: [on-call] }], notifications: { min: 1, max: 1 } }`;
    const [verdict] = await verdictsOf({ alert: grouped, cases });
    expect(verdict).toMatchObject({ passed: true, fidelity: 'approximate' });
  });
});

describe('an alert with a traffic floor', () => {
  const share = `
source: { datadog: { metric: { queries: { bad: 'sum:bad{*}.as_count()', all: 'sum:all{*}.as_count()' }, formula: bad / all, unit: ratio } } }
condition: { is: above, critical: 10%, warning: 5%, over: 5m, reduce: sum, atLeast: { all: 50 }, noData: ok }
message: '{{value}} of {{threshold}}'`;

  it('fires only when both the share and the traffic are there; a warning stays one', async () => {
    const cases = `
- { name: little traffic, input: { metrics: { bad: '0 x5, 4 x10', all: 8 x15 } }, never: [alert, warning] }
- { name: enough, input: { metrics: { bad: '0 x5, 4 x10', all: 10 x15 } }, expect: [{ by: 7m, state: alert, message: 'contains "0.16 of 0.1"' }] }
- { name: a warning, input: { metrics: { bad: '0 x5, 1 x10', all: 12 x15 } }, expect: [{ by: 10m, state: warning }], never: [alert] }`;
    const verdicts = await verdictsOf({ alert: share, cases });
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
  });
});
