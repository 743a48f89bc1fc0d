import { describe, expect, it } from 'vitest';
import { compileAlert } from '../../../../src/providers/compile-alert.ts';
import { constraints } from '../../../../src/providers/rabbitmq/constraints.ts';
import { queueMeasures, nodeMeasures } from '../../../../src/providers/rabbitmq/schema.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

const above = { kind: 'measurement', is: 'above', critical: 100, over: 300, reduce: 'min' } as const;

function compiled(type: string, fields: Record<string, unknown>, patch: Partial<AlertPatch> = {}) {
  const source = { vendor: 'rabbitmq', type, fields: { connection: 'broker', ...fields } };
  return compileAlert(resolvedAlert({ source, condition: above, ...patch }), context());
}

const queries: [string, string, Record<string, unknown>, Partial<AlertPatch>, string][] = [
  [
    'one queue', 'queue', { name: 'emails', measure: 'ready' }, {},
    'min(last_5m):max:rabbitmq.queue.messages_ready{rabbitmq_vhost:/,rabbitmq_queue:emails} > 100',
  ],
  [
    'a pattern, in another vhost', 'queue', { name: 'Orders.*.dlq', vhost: 'shop', measure: 'unacknowledged' }, {},
    'min(last_5m):max:rabbitmq.queue.messages_unacknowledged{rabbitmq_vhost:shop,rabbitmq_queue:orders.*.dlq} > 100',
  ],
  [
    'consumers below', 'queue', { name: 'emails', measure: 'consumers' }, { condition: { ...above, is: 'below', critical: 1, reduce: 'max' } },
    'max(last_5m):min:rabbitmq.queue.consumers{rabbitmq_vhost:/,rabbitmq_queue:emails} < 1',
  ],
  [
    'rate by queue', 'queue', { name: '*', measure: 'deliver-rate' }, { groups: { by: [{ alias: 'queue', facet: 'rabbitmq_queue' }] } },
    'min(last_5m):max:rabbitmq.queue.messages.deliver_get.rate{rabbitmq_vhost:/,rabbitmq_queue:*} by {rabbitmq_queue} > 100',
  ],
  ['an alarm', 'node', { measure: 'disk-alarm' }, {}, 'min(last_5m):max:rabbitmq.node.disk_alarm{*} > 100'],
  [
    'memory by node', 'node', { measure: 'memory-ratio' }, { groups: { by: [{ alias: 'node', facet: 'rabbitmq_node' }] } },
    'min(last_5m):max:rabbitmq.node.mem_used{*} by {rabbitmq_node} / max:rabbitmq.node.mem_limit{*} by {rabbitmq_node} > 100',
  ],
]; // prettier-ignore

describe('RabbitMQ through Datadog', () => {
  for (const [name, type, fields, patch, query] of queries)
    it(name, () => {
      const { resources, problems } = compiled(type, fields, patch);
      expect(problems).toEqual([]);
      expect(resources.map((resource) => resource.inputs['query'])).toEqual([query]);
    });

  it('knows every measure of the schema, or says why not', () => {
    const groups = { by: [{ alias: 'node', facet: 'rabbitmq_node' }] };
    for (const measure of queueMeasures)
      expect(compiled('queue', { name: 'q', measure }).problems.length).toBe(measure === 'oldest-age' ? 1 : 0);
    for (const measure of nodeMeasures) expect(compiled('node', { measure }, { groups }).problems).toEqual([]);
  });

  it("adds the connection's tags and vhost", () => {
    const broker = { vendor: 'rabbitmq', via: 'datadog', vhost: 'shop', tags: ['env:prod'] };
    const source = { vendor: 'rabbitmq', type: 'queue', fields: { connection: 'broker', name: 'q', measure: 'total' } };
    const { resources } = compileAlert(
      resolvedAlert({ source, condition: above }),
      context({ connections: { broker } }),
    );
    expect(resources[0]?.inputs['query']).toContain('{rabbitmq_vhost:shop,rabbitmq_queue:q,env:prod}');
  });
});

describe('what cannot be', () => {
  const queue = { name: 'q', measure: 'ready' };
  const refused: [string, string, Record<string, unknown>, string][] = [
    ['rabbitmq/connection', 'queue', { ...queue, connection: 'datadog' }, 'connection'],
    ['rabbitmq/measure', 'queue', { ...queue, measure: 'oldest-age' }, 'measure'],
    ['rabbitmq/measure', 'node', { measure: 'memory-ratio' }, 'measure'],
    ['rabbitmq/pattern', 'queue', { ...queue, name: 'q?' }, 'name'],
  ];
  for (const [constraint, type, fields, at] of refused)
    it(`${constraint} ${JSON.stringify(fields)}`, () => {
      const { resources, problems } = compiled(type, fields);
      expect(resources).toEqual([]);
      expect(problems.map((problem) => [problem.constraint, problem.path])).toEqual([
        [constraint, ['source', 'rabbitmq', type, at]],
      ]);
    });

  it('every constraint is shown', () => {
    const shown = [
      ...refused.map(([constraint]) => constraint),
      ...refusedByTheWatch.map(([constraint]) => constraint),
    ];
    expect(new Set(shown)).toEqual(new Set(constraints.map(({ id }) => id)));
  });
});

const watched = { vendor: 'rabbitmq', via: 'watch', owner: 'payments' };

function compiledForWatch(patch: Partial<AlertPatch> = {}, connection: Record<string, unknown> = watched) {
  const fields = { connection: 'queues', name: 'orders.*', measure: 'oldest-age' };
  const source = { vendor: 'rabbitmq', type: 'queue', fields };
  return compileAlert(
    resolvedAlert({ source, condition: above, ...patch }),
    context({ connections: { queues: connection } }),
  );
}

const byTag = (facet: string) => ({ by: [{ alias: 'one', facet }] });
const refusedByTheWatch: [string, Partial<AlertPatch>, Record<string, unknown>, readonly string[]][] = [
  ['rabbitmq/watch-owner', {}, { vendor: 'rabbitmq', via: 'watch' }, ['source', 'rabbitmq', 'queue', 'connection']],
  ['rabbitmq/watch-owner', {}, { ...watched, owner: 'nobody' }, ['source', 'rabbitmq', 'queue', 'connection']],
  ['rabbitmq/watch-group', { groups: byTag('consumer') }, watched, ['groups', 'by']],
  ['rabbitmq/watch-group', { groups: { ...byTag('queue'), notify: [] } }, watched, ['groups', 'notify']],
  ['rabbitmq/watch-field', { renotify: { every: 3600 } }, watched, ['renotify']],
  ['rabbitmq/watch-field', { autoClose: 3600 }, watched, ['autoClose']],
  ['rabbitmq/watch-field', { condition: { ...above, atLeast: { ready: 1 } } }, watched, ['condition', 'atLeast']],
  ['rabbitmq/watch-window', { condition: { ...above, over: 20 } }, watched, ['condition', 'over']],
  ['rabbitmq/watch-window', { condition: { ...above, for: 60 } }, { ...watched, every: '2m' }, ['condition', 'for']],
  ['rabbitmq/watch-window', {}, { ...watched, every: '1s' }, ['source', 'rabbitmq', 'queue', 'connection']],
];

describe('RabbitMQ through alerts watch', () => {
  it('becomes no resource: the watch reads the definition', () => {
    expect(compiledForWatch()).toEqual({ resources: [], problems: [] });
  });

  it.each(refusedByTheWatch)('%s %j', (constraint, patch, connection, path) => {
    const { resources, problems } = compiledForWatch(patch, connection);
    expect(resources).toEqual([]);
    expect(problems.map((problem) => [problem.constraint, problem.path])).toEqual([[constraint, path]]);
  });

  it('leaves out in silence what only a default says', () => {
    expect(compiledForWatch({ renotify: { every: 3600 }, byDefault: ['renotify'] }).problems).toEqual([]);
  });
});
