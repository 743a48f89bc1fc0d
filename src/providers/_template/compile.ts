import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext, Compiled, CompileProblem, Constraint } from '../provider.ts';
import { alertType } from './shapes.ts';

/** What __Title__ would refuse or silently change; each with the page or file that says so. */
export const constraints = [
  {
    id: '__name__/no-hold',
    summary: '`for` has no equivalent.',
    why: 'Leaving it out would page on the first value.',
    source: 'https://docs.example.com/alerts',
  },
] as const satisfies readonly Constraint[];

/** An alert as a resource of __Title__. Pure: problems are collected, never thrown. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const { condition } = alert;
  if (condition.kind !== 'measurement') return { resources: [], problems: [] };
  const problems: CompileProblem[] = [];
  if (condition.for !== undefined)
    problems.push({
      constraint: constraints[0].id,
      severity: 'error',
      message: '__Title__ cannot hold a condition. Say "over".',
      path: ['condition', 'for'],
    });
  const inputs = {
    name: alert.title,
    query: String(alert.source.fields['query']),
    threshold: condition.critical ?? 0,
    tags: [`alerts ${context.project.uid} ${alert.environment}.${alert.squad} ${alert.identity}`],
  };
  const derivedFrom = { name: ['description'], query: ['source'], threshold: ['condition.critical'] };
  return { resources: [{ type: alertType, title: alert.title, inputs, derivedFrom }], problems };
}
