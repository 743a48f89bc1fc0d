import { diffGraphs } from '../../../src/graph/diff.ts';
import { sideOfGraph } from '../../../src/graph/graph-side.ts';
import type { Plan } from '../../../src/graph/plan.ts';
import type { ResourceNode } from '../../../src/graph/types.ts';
import { graphWith, monitor } from '../graph/sample.ts';

const p95 = monitor('production/checkout/p95');
const moved = monitor('production/search/index-lag');

/** One operation of each kind that a diff knows. */
export function samplePlan(): Plan {
  const old: ResourceNode[] = [
    p95,
    monitor('production/checkout/card-failures'),
    monitor('production/checkout/obsolete'),
    monitor('production/checkout/logs'),
    monitor('production/checkout/steady'),
    { ...moved, squad: 'search' },
  ];
  const updated: ResourceNode[] = [
    {
      ...p95,
      layers: { ...p95.layers, 'template http-service': 't2' },
      inputs: {
        ...p95.inputs,
        query: 'avg(last_10m):avg:http.latency{app:checkout} > 0.5',
        monitorThresholds: { critical: '0.5', warning: '0.3' },
        message: 'Latency is high.\n\nRunbook:\n1. Look well.\n2. Roll back.\n',
        tags: ['alerts:acme', 'tier:1'],
      },
    },
    monitor('production/checkout/card-errors', { aliases: ['production/checkout/card-failures'] }),
    monitor('production/checkout/logs', {
      inputs: { ...monitor('production/checkout/logs').inputs, type: 'log alert' },
    }),
    monitor('production/checkout/steady'),
    monitor('production/checkout/new', { priority: 'P1' }),
    moved,
  ];
  return diffGraphs(sideOfGraph(graphWith(...old)), sideOfGraph(graphWith(...updated)), {
    replacesOn: () => ['type'],
  });
}

/** A plan that creates, updates or deletes one object whose every text is `text`. */
export function hostilePlan(text: string, copies = 1): Plan {
  const identity = (index: number): string => `production/${text}/${text}${index}`;
  const node = (index: number, message: string): ResourceNode =>
    monitor(identity(index), {
      title: text,
      squad: text,
      application: text,
      inputs: { message, [text]: text, tags: [message], nested: { [text]: message } },
      layers: { [text]: message },
      origins: { message: [text] },
    });
  const numbers = Array.from({ length: copies }, (_, index) => index);
  const old = numbers.map((index) => node(index * 3, `${text}\nold`));
  const updated = numbers.flatMap((index) => [
    node(index * 3 + (index % 2), `${text}\nnew`),
    node(index * 3 + 2, text),
  ]);
  return diffGraphs(sideOfGraph(graphWith(...old)), sideOfGraph(graphWith(...updated)));
}
