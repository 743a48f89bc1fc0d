import { describe, expect, it } from 'vitest';
import { aboutOf, concerns } from '../../../src/alert-tests/cases/concerns.ts';
import { runCase } from '../../../src/alert-tests/run-case.ts';
import { mutate } from '../../../src/alert-tests/strength/mutate.ts';
import { textEdits } from '../../../src/alert-tests/strength/update.ts';
import { standardPeople, standardProject, standardSquad } from '../../../src/lint/examples/standard-tree.ts';
import { boundTests, candidatesFor } from '../../../src/pipeline/bound-tests.ts';
import { run } from '../../../src/pipeline/run.ts';
import { testSubjects } from '../../../src/pipeline/test-subjects.ts';
import { treeOfTexts as treeOf } from '../../support/tree.ts';

const queue = `
apiVersion: alerts/v1
kind: Template
id: queue
parameters:
  metric: { type: string, description: Counts. }
  limit: { type: number, default: 100, description: As many as may wait. }
alerts:
  backlog:
    description: Messages wait
    priority: P3
    category: backlog
    source: { datadog: { metric: { queries: { waiting: 'max:\${metric}{*}' }, unit: messages } } }
    condition: { is: above, critical: '\${limit}', over: 10m, reduce: min, noData: keep }
    message: '{{value}} wait in \${metric}'
`;
const application = (id: string, use: string): string => `
apiVersion: alerts/v1
kind: Application
id: ${id}
tier: 2
types: [worker]
${use}`;
const uses = (...templates: string[]): string => `use:\n${templates.map((one) => `  - { ${one} }`).join('\n')}`;
const outage = `
  - name: outage
    input: { value: 'healthy x15, 2*critical x15, healthy x15' }
    expect: [{ from: 0m, to: 15m, state: ok }, { by: 26m, state: alert }, { at: 44m, state: ok }]`;
const testOf = (cases: string, more = ''): string => `
apiVersion: alerts/v1
kind: AlertTest
id: queue-backlog
template: queue
alert: backlog
${more}
clock: { start: 2026-11-09T09:00:00Z, step: 1m }
cases:${cases}
`;

async function open(test: string, applications: Readonly<Record<string, string>>, more: Record<string, string> = {}) {
  const files = Object.entries(applications).map(([id, use]) => [`payments/${id}.yaml`, application(id, use)]);
  const result = await run(
    treeOf({
      'project.yaml': standardProject,
      'people.yaml': standardPeople,
      'payments/squad.yaml': standardSquad,
      'templates/queue.yaml': queue,
      'templates/queue.alerttest.yaml': test,
      ...(Object.fromEntries(files) as Record<string, string>),
      ...more,
    }),
    { now: new Date('2026-11-23T12:00:00Z') },
  );
  const subjects = testSubjects(result);
  const document = result.shard.load('alerts/templates/queue.alerttest.yaml').documents[0]?.document;
  if (!document) throw new Error('there is no test');
  const bound = boundTests(document, candidatesFor(document, result, subjects), subjects);
  const tested = bound.map(({ test: one, alert }) => ({ test: one, subject: subjects.compile(alert) }));
  const verdicts = tested.flatMap((one) => one.test.cases.map((each) => runCase(one.test, each, one.subject)));
  return { result, document, subjects, tested, verdicts };
}

describe('the test of a template', () => {
  it('runs for every application, with prefixes, in the levels of each', async () => {
    const { verdicts, tested } = await open(testOf(outage), {
      mails: uses('template: queue, with: { metric: shop.mails, limit: 20 }'),
      letters: uses(
        'template: queue, as: post, with: { metric: shop.post, limit: 5000 }',
        'template: queue, as: fax, with: { metric: shop.fax }',
      ),
      shop: '',
    });
    expect(tested.map(({ test }) => `${test.environment}/${test.application}/${test.alert}`).sort()).toEqual([
      'production/letters/fax.backlog',
      'production/letters/post.backlog',
      'production/mails/backlog',
    ]);
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('runs where environments page, unless it names one; not on what is switched off', async () => {
    const off = `${uses('template: queue, with: { metric: shop.a }')}
alerts: { backlog: { disabled: { reason: 'is replaced', until: 2026-12-31 } } }`;
    const used = uses('template: queue, with: { metric: shop.b }');
    expect((await open(testOf(outage), { a: off, b: used })).tested.map(({ test }) => test.application)).toEqual(['b']);
    const staging = await open(testOf(outage, 'environment: staging'), { b: used });
    expect(staging.tested.map(({ test }) => test.environment)).toEqual(['staging']);
  });

  it('fills in parameters and the application; what cannot be filled is refused and never passes', async () => {
    const cases = `
  - name: as many as may wait
    input: { metrics: { waiting: '0.5*\${limit} x10, \${limit} x20' } }
    never: [alert]
  - name: one more
    input: { metrics: { waiting: '1.1*\${limit} x30' } }
    expect: [{ by: 15m, state: alert, message: 'contains "\${metric}"', title: 'contains "\${application}"' }]`;
    const used = { mails: uses('template: queue, with: { metric: shop.mails, limit: 20 }') };
    expect((await open(testOf(cases), used)).verdicts.flatMap(({ failures }) => failures)).toEqual([]);
    const { verdicts } = await open(testOf(cases.replace('${metric}', '${metrik}')), used);
    expect(verdicts.map(({ passed }) => passed)).toEqual([false, false]);
    expect(verdicts[0]?.failures[0]?.message).toContain('Nothing is called "metrik" here. Did you mean "${metric}"?');
  });

  it('names the application that differs', async () => {
    const { verdicts } = await open(testOf(outage), {
      mails: uses('template: queue, with: { metric: shop.mails }'),
      slow: `${uses('template: queue, with: { metric: shop.slow }')}\nalerts: { backlog: { condition: { over: 30m } } }`,
    });
    expect(verdicts.filter(({ passed }) => !passed).map(({ test }) => test.application)).toEqual(['slow']);
  });

  it('counts as one for mutants: what one application notices is noticed', async () => {
    const { tested, subjects } = await open(testOf(outage), {
      mails: uses('template: queue, with: { metric: shop.mails, limit: 20 }'),
      letters: uses('template: queue, with: { metric: shop.post, limit: 5000 }'),
    });
    const results = mutate(tested, (alert) => subjects.compile(alert));
    expect(results.map(({ alert }) => alert)).toEqual(results.map(() => 'queue/backlog'));
    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([
      'mutant: critical lower',
      'mutant: over shorter',
      'mutant: noData',
    ]);
  });

  it('gets texts written only where they are the same everywhere', async () => {
    const cases = (message: string): string => `
  - name: one more
    input: { metrics: { waiting: '200 x30' } }
    expect: [{ by: 15m, state: alert, message: '${message}' }]`;
    const same = { mails: uses('template: queue, with: { metric: shop.mails }') };
    const other = { ...same, post: uses('template: queue, with: { metric: shop.post }') };
    expect(textEdits((await open(testOf(cases('old')), same)).verdicts)).toHaveLength(1);
    expect(textEdits((await open(testOf(cases('old')), other)).verdicts)).toEqual([]);
    expect(textEdits((await open(testOf(cases('200 in ${metric}')), same)).verdicts)).toEqual([]);
  });

  it('must name an alert that the template brings, itself or by another one', async () => {
    const unknown = async (test: string, more = {}): Promise<string[]> =>
      (await open(test, {}, more)).result.findings
        .filter(({ rule }) => /^(link|schema)\//.test(rule))
        .map(({ message }) => message);
    expect(await unknown(testOf(outage).replace('alert: backlog', 'alert: backlogs'))).toEqual([
      'There is no alert "backlogs" in the template "queue". Did you mean "backlog"?',
    ]);
    expect(await unknown(testOf(outage).replace('template: queue', 'template: queues'))).toEqual([
      'There is no template "queues". Did you mean "queue"?',
    ]);
    expect(await unknown(testOf(outage).replace('alert: backlog', 'alert: mails/backlog'))).toHaveLength(1);
    const outer = `
apiVersion: alerts/v1
kind: Template
id: worker
use: [{ template: queue, with: { metric: shop.mails } }]
`;
    const nested = testOf(outage).replace('template: queue', 'template: worker');
    expect(await unknown(nested, { 'templates/worker.yaml': outer })).toEqual([]);
  });

  it('reaches alerts through templates that use its template', async () => {
    const outer = `
apiVersion: alerts/v1
kind: Template
id: worker
use: [{ template: queue, with: { metric: shop.mails } }]
alerts: { backlog: { priority: P4 } }
`;
    const { tested } = await open(
      testOf(outage),
      { mails: uses('template: worker') },
      { 'templates/worker.yaml': outer },
    );
    expect(tested.map(({ test }) => `${test.application}/${test.alert}`)).toEqual(['mails/backlog']);
  });
});

describe('what a test is about', () => {
  const templates = [{ id: 'queue', parameters: new Map() }];
  it.each([
    [{ alert: 'mails/backlog' }, 'backlog', true],
    [{ alert: 'mails/backlog' }, 'post.backlog', false],
    [{ alert: 'backlog', template: 'queue' }, 'backlog', true],
    [{ alert: 'backlog', template: 'queue' }, 'post.backlog', true],
    [{ alert: 'backlog', template: 'queue' }, 'post.consumers', false],
    [{ alert: 'backlog', template: 'worker' }, 'backlog', false],
  ])('%o and %s: %s', (data, id, expected) => {
    expect(concerns(aboutOf(data), { application: 'mails', id, environment: 'production', templates })).toBe(expected);
  });
});
