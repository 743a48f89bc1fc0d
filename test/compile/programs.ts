import type { ResourceGraph } from '../../src/graph/types.ts';
import { compileNodes, graphOf } from '../../src/pipeline/resolved-alerts.ts';
import type { Run } from '../../src/pipeline/run.ts';
import { isDelivered } from '../../src/providers/resource-type.ts';

/** What programs are made of: rules that files deliver are none of it. */
export function programGraph(result: Run): ResourceGraph {
  const nodes = compileNodes(result).filter(({ type }) => !isDelivered(type));
  return graphOf(result, nodes);
}
