import { dependencyOrder } from './order.ts';
import { referencesOf } from './references.ts';
import type { ResourceGraph, Unit } from './types.ts';
import { onCallUnit } from './unit-name.ts';

/** Something that makes a graph impossible to apply. `identities` are the nodes to blame, the first one foremost. */
export interface GraphProblem {
  readonly code: 'duplicate-identity' | 'unknown-reference' | 'foreign-reference' | 'cycle';
  readonly identities: readonly string[];
  readonly message: string;
}

/** A graph that cannot be applied. */
export class GraphError extends Error {
  readonly problems: readonly GraphProblem[];

  constructor(problems: readonly GraphProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.name = 'GraphError';
    this.problems = problems;
  }
}

/**
 * Everything wrong with a graph. Units refer to each other by name only, but for objects of the `oncall` unit, whose ids others may use
 * because it is applied first.
 */
export function checkGraph(graph: ResourceGraph): GraphProblem[] {
  const problems: GraphProblem[] = [];
  const homes = new Map<string, string>();
  for (const unit of graph.units) {
    for (const { identity } of unit.nodes) {
      const home = homes.get(identity);
      if (home === undefined) homes.set(identity, unit.name);
      else problems.push(duplicate(identity, home, unit.name));
    }
  }
  for (const unit of graph.units) problems.push(...checkReferences(unit, homes), ...checkCycles(unit));
  return problems;
}

/**
 * Like {@link checkGraph}, for callers that cannot go on.
 * @throws GraphError
 */
export function assertGraph(graph: ResourceGraph): void {
  const problems = checkGraph(graph);
  if (problems.length > 0) throw new GraphError(problems);
}

function duplicate(identity: string, first: string, second: string): GraphProblem {
  const where = first === second ? `twice in the unit ${first}` : `in the units ${first} and ${second}`;
  return { code: 'duplicate-identity', identities: [identity], message: `${identity} is ${where}.` };
}

function checkReferences(unit: Unit, homes: ReadonlyMap<string, string>): GraphProblem[] {
  return unit.nodes.flatMap((node) =>
    referencesOf(node).flatMap((reference): GraphProblem[] => {
      const home = homes.get(reference.$ref);
      if (home === unit.name || home === onCallUnit) return [];
      const identities = [node.identity, reference.$ref];
      const uses = `${node.identity} uses the ${reference.output} of ${reference.$ref}`;
      return home === undefined
        ? [{ code: 'unknown-reference', identities, message: `${uses}, which does not exist.` }]
        : [{ code: 'foreign-reference', identities, message: `${uses}, which is applied with another unit, ${home}.` }];
    }),
  );
}

function checkCycles(unit: Unit): GraphProblem[] {
  const { cycle } = dependencyOrder(unit.nodes);
  if (cycle === undefined) return [];
  return [{ code: 'cycle', identities: cycle, message: `These need each other: ${cycle.join(' → ')}.` }];
}
