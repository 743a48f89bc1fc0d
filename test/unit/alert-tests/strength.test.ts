import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../src/alert-tests/reach.ts';
import { coverageOf, isComplete } from '../../../src/alert-tests/strength/coverage.ts';
import { mutantsOf } from '../../../src/alert-tests/strength/mutants.ts';
import { mutate } from '../../../src/alert-tests/strength/mutate.ts';
import { shifted } from '../../../src/alert-tests/strength/shift.ts';
import { textEdits } from '../../../src/alert-tests/strength/update.ts';
import { applyEdits } from '../../../src/lint/fix.ts';
import { standardProject } from '../../../src/lint/examples/standard-tree.ts';
import { openTest, verdictsOf } from './tree-support.ts';

const withGraylog = {
  'project.yaml': standardProject.replace(
    'connections:',
    'connections:\n  graylog: { vendor: graylog, url: "https://graylog.acme.example", token: { env: T }, onCallKey: { env: K } }',
  ),
};
const alert = `
source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages } } }
condition: { is: above, critical: 10, over: 4m, reduce: min, noData: keep }
message: '{{value}} wait'`;
const fires = `- { name: fires, input: { metrics: { a: '0 x6, 15 x10, 0 x6' } }, expect: [{ by: 10m, state: alert }, { by: 20m, state: ok }] }`;
const quiet = `- { name: quiet, input: { metrics: { a: '0 x6, 15 x3, 0 x6' } }, never: [alert] }`;

describe('coverage', () => {
  const of = async (cases: string): Promise<string> => {
    const { alert: _, meaningless: __, ...proven } = coverageOf('a/b', await verdictsOf({ alert, cases }));
    return Object.entries(proven)
      .filter(([, is]) => is)
      .map(([kind]) => kind)
      .join(' ');
  };

  it('says what passed cases prove', async () => {
    expect(await of(fires)).toBe('fires recovers');
    expect(await of(quiet)).toBe('quiet');
    expect(await of(`- { name: a, input: { metrics: { a: '0 x6, _ x6' } }, never: [no-data] }`)).toBe('quiet noData');
    expect(await of(`- { name: a, input: { metrics: { a: 15 x10 } }, expect: [{ at: 5m, state: alert }] }`)).toBe(
      'fires',
    );
  });

  it('takes nothing from cases that fail, nor from what nobody expects', async () => {
    expect(await of(fires.replace('by: 10m', 'by: 9m'))).toBe('');
    expect(await of(`- { name: a, input: { metrics: { a: 15 x10 } }, never: [no-data] }`)).toBe('');
  });

  it('is complete with all four', () => {
    const all = { alert: 'a/b', fires: true, quiet: true, recovers: true, noData: true, meaningless: {} };
    expect(isComplete(all)).toBe(true);
    expect(isComplete({ ...all, noData: false })).toBe(false);
    expect(isComplete({ ...all, noData: false, meaningless: { noData: 'a reason' } })).toBe(true);
  });
});

describe('mutants', () => {
  const survivors = async (cases: string): Promise<string[]> => {
    const { test, subject, subjects } = await openTest({ alert, cases });
    return mutate([{ test, subject }], (one) => subjects.compile(one))
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);
  };

  it('nudge thresholds, windows and the operator', async () => {
    const { subject } = await openTest({ alert, cases: fires });
    expect(mutantsOf(subject.alert).map(({ change }) => change)).toEqual([
      'critical 10 → 5', 'critical 10 → 20', 'over 4m → 2m', 'over 4m → 12m', 'is above → at-most', 'noData keep → notify',
    ]); // prettier-ignore
  });

  it('find nothing to nudge in a filter, which compares nothing', async () => {
    const door = "source: { graylog: { filter: { query: 'event:opened', every: 1m } } }";
    const opened =
      '- { name: opened, input: { logs: [{ at: 2m, count: 1, fields: { event: opened } }] }, never: [no-data] }';
    const { subject } = await openTest({ alert: door, cases: opened, files: withGraylog });
    expect(mutantsOf(subject.alert)).toEqual([]);
  });

  it('that no case notices are named', async () => {
    expect(await survivors(fires)).toEqual([
      'mutant: critical 10 → 5',
      'mutant: over 4m → 2m',
      'mutant: is above → at-most',
      'mutant: noData keep → notify',
    ]);
    // A blip of three minutes tells two minutes from four, and one at 7 tells 5 from 10.
    const blip = `- { name: nearly, input: { metrics: { a: '0 x6, 7 x10, 0 x6' } }, never: [alert] }`;
    const silent = `- { name: silent, input: { metrics: { a: '0 x6, _ x10' } }, never: [no-data] }`;
    expect(await survivors(`${fires}\n${quiet}\n${blip}\n${silent}`)).toEqual([]);
  });

  it('of a value in levels are fed with those of the defined alert', async () => {
    const levels = (name: string, value: string, more: string): string =>
      `- { name: ${name}, input: { value: '${value}' }, ${more} }`;
    const outage = levels('outage', 'healthy x6, 1.5*critical x10', 'expect: [{ by: 10m, state: alert }]');
    const nearly = levels('nearly', 'healthy x6, 0.7*critical x10', 'never: [alert]');
    expect(await survivors(`${outage}\n${nearly}`)).toEqual(['mutant: over 4m → 2m', 'mutant: noData keep → notify']);
  });

  it('nudge runs of checks, burn rates with their windows, and the formula of a composite', async () => {
    const changes = async (written: string): Promise<string[]> => {
      const { subject } = await openTest({ alert: written, cases: fires });
      return mutantsOf(subject.alert).map(({ change }) => change);
    };
    expect(
      await changes(`source: { datadog: { check: { name: a.b, over: ['*'] } } }
condition: { failures: 3, recoveries: 1, noData: ok }`),
    ).toEqual(['failures 3 → 2', 'failures 3 → 4', 'recoveries 1 → 2', 'noData ok → notify']);
    expect(
      await changes(`source: { datadog: { composite: { members: { a: tested, b: tested }, formula: 'a && !b' } } }
condition: { noData: keep }`),
    ).toEqual(['noData keep → notify', 'formula a && !b → a || !b']);
    expect(
      mutantsOf({
        condition: { kind: 'burn', burn: 6, long: 21_600, short: 1800 },
        source: { vendor: 'slo', type: 'burn', fields: {} },
      } as never).map(({ change }) => change),
    ).toEqual(['burn 6 → 3', 'burn 6 → 12', 'long 6h → 3h', 'long 6h → 12h']);
  });

  it('take the page away and its priority, where a case says whom it reaches', async () => {
    const people: Reach = ({ priority, notify }) => ({
      squads: [],
      priority,
      title: '',
      contacts: priority === 'P2' && notify.critical.includes('on-call') ? [{ name: 'ana', after: 0, by: 'sms' }] : [],
    });
    const named = (who: string): string =>
      `- { name: reached, input: { metrics: { a: '0 x6, 15 x10' } }, expect: [{ by: 10m, state: alert, reached: { who: ${who} } }] }`;
    const outcome = async (who: string): Promise<string[]> => {
      const { test, subject, subjects } = await openTest({ alert, cases: named(who) });
      return mutate([{ test, subject }], (one) => subjects.compile(one), { reach: people })
        .filter(({ name }) => /priority|notify\./.test(name))
        .map(({ name, passed }) => `${name}: ${passed ? 'noticed' : 'survives'}`);
    };
    expect(await outcome('ana')).toEqual([
      'mutant: priority P2 → P5: noticed',
      'mutant: notify.critical on-call → none: noticed',
    ]);
    expect(await outcome('bo')).toEqual([]);
  });

  it('are judged by cases that pass only', async () => {
    expect(await survivors(fires.replace('by: 10m', 'by: 9m'))).toEqual([]);
  });
});

describe('other seconds of the minute', () => {
  it('must not change a verdict', async () => {
    const until = (name: string, to: string): string =>
      `${fires.replace('name: fires', `name: ${name}`).replace('expect: [', `expect: [{ from: 0m, to: ${to}, state: ok }, `)}`;
    const { test, subject } = await openTest({ alert, cases: `${until('tight', '580s')}\n${until('with air', '9m')}` });
    const failed = shifted(test, subject, {})
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);
    expect(failed).toEqual([15, 30].map((phase) => `tight (evaluated ${phase} s behind the minute)`));
  });
});

describe('texts', () => {
  it('are written where whole texts are expected', async () => {
    const cases = `- { name: a, input: { metrics: { a: 15 x10 } }, expect: [{ at: 5m, state: alert, title: old, message: 'contains "15 wait"' }] }`;
    const { test, subject } = await openTest({ alert, cases });
    const verdicts = await verdictsOf({ alert, cases });
    expect(subject.alert.title).toContain('Something is wrong');
    const edits = textEdits(verdicts);
    expect(edits).toHaveLength(1);
    expect(applyEdits(test.document.file.text, edits)).toContain(
      'title: "checkout-api | payments | Something is wrong", message: \'contains',
    );
  });
});
