import { defineRule, type CatalogView } from '../../rule.ts';
import { documentsOf, locationIn } from '../../support/catalog.ts';
import type { Document } from '../../../definitions/types.ts';
import { routingRules } from '../../support/routing.ts';
import { escalationsOf } from '../../support/squad-data.ts';

const back =
  'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments }] }] }';

export default defineRule({
  id: 'routing/loop',
  summary: 'Routing and escalations never come back to where they started.',
  why: 'A squad that hands a page to another squad, which hands it back, calls the same people again and again, or nobody, depending on the vendor. A step that means all members says "take: everyone".',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    loop: 'The routing goes round in a circle: {chain}. Break it, for example with "take: everyone", which does not enter the routing again.',
  },
  examples: {
    bad: [
      { because: 'the squad enters its own routing again', squad: back },
      { squad: 'routing: [{ to: { squad: payments } }]' },
    ],
    good: [
      {
        because: 'taking everyone does not enter the routing',
        squad: back.replace('squad: payments', 'squad: payments, take: everyone'),
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const squads = documentsOf(catalog, 'Squad');
      const edges = edgesOf(catalog);
      for (const squad of squads) {
        const chain = circle(`squad ${squad.id}`, edges);
        // Each circle is reported once: at the squad of the first name in it.
        if (!chain || [...chain].filter((node) => node.startsWith('squad ')).sort()[0] !== `squad ${squad.id}`)
          continue;
        const next = chain.find((node, index) => index > 0 && node.startsWith('squad ')) ?? '';
        const location = locationIn(squad, 'Squad', next.replace('squad ', ''));
        report({ message: 'loop', location, subject: `squad ${squad.id}`, data: { chain: chain.join(' → ') } });
      }
    },
  },
});

/** Who hands on to whom: squads by their routing, escalations by steps that enter a squad or another escalation. */
function edgesOf(catalog: CatalogView): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const squad of documentsOf(catalog, 'Squad')) {
    const document = { data: squad.facts } as unknown as Document;
    const named = (id: string): string => `escalation ${id.includes('/') ? id : `${squad.id}/${id}`}`;
    edges.set(
      `squad ${squad.id}`,
      routingRules(document).flatMap(({ to }) => target(to, named)),
    );
    for (const escalation of escalationsOf(document)) {
      const targets = escalation.steps.flatMap((step) => step.notify).filter((one) => one.take === undefined);
      edges.set(
        named(escalation.id),
        targets.flatMap((one) => target(one, named)),
      );
    }
  }
  return edges;
}

function target(
  to: 'none' | { readonly squad?: string; readonly escalation?: string },
  named: (id: string) => string,
): string[] {
  if (typeof to !== 'object') return [];
  return [
    ...(to.squad === undefined ? [] : [`squad ${to.squad}`]),
    ...(to.escalation === undefined ? [] : [named(to.escalation)]),
  ];
}

/** The shortest way from a node back to itself. */
function circle(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const longer: string[][] = [];
    for (const way of ways) {
      for (const next of edges.get(way.at(-1) ?? '') ?? []) {
        if (next === start) return [...way, next];
        if (!seen.has(next)) longer.push([...way, next]);
        seen.add(next);
      }
    }
    ways = longer;
  }
  return undefined;
}
