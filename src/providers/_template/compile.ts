import type { ResolvedAlert } from '../../definitions/types.ts';
import { asked, reportProblem, type Report, type Scope } from '../alert-scope.ts';
import { markerOf, markerTags } from '../marker.ts';
import type { CompileContext, Compiled, Constraint } from '../provider.ts';
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

const report: Report<(typeof constraints)[number]['id']> = reportProblem;

/** An alert as a resource of __Title__. Pure: problems are collected, never thrown. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const { condition } = alert;
  if (condition.kind !== 'measurement') return { resources: [], problems: [] };
  const scope: Scope = { alert, context, problems: [] };
  // What only a default says is skipped.
  if (condition.for !== undefined && asked(scope, ['condition', 'for']))
    report(scope, '__name__/no-hold', ['condition', 'for'], '__Title__ cannot hold a condition. Say "over".');
  const inputs = {
    name: alert.title,
    query: String(alert.source.fields['query']),
    threshold: condition.critical ?? 0,
    tags: markerTags(markerOf(alert, context.project)),
  };
  const derivedFrom = { name: ['description'], query: ['source'], threshold: ['condition.critical'] };
  return { resources: [{ type: alertType, title: alert.title, inputs, derivedFrom }], problems: scope.problems };
}
