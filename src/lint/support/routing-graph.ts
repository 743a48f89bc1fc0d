import type { Document } from '../../definitions/types.ts';
import type { CatalogView } from '../rule.ts';
import { documentsOf } from './catalog.ts';
import { routingRules } from './routing.ts';
import { escalationsOf } from './squad-data.ts';

/** Who hands on to whom: squads by their routing, escalations by steps that enter a squad or another escalation. */
export function whoHandsOn(catalog: CatalogView): Map<string, string[]> {
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
export function shortestCircle(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
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
