import type { Path } from '../../definitions/source/node.ts';
import { isDefault } from '../../definitions/resolve/condition.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext, CompileProblem } from '../provider.ts';
import type { ConstraintId } from './constraints.ts';

/** One alert under compilation: what it is, what may be looked up, and what is wrong so far. */
export interface Scope {
  readonly alert: ResolvedAlert;
  readonly context: CompileContext;
  readonly problems: CompileProblem[];
}

/** Notes a problem. It is an error unless said otherwise: what Datadog would refuse cannot be planned. */
export function report(
  scope: Pick<Scope, 'problems'>,
  constraint: ConstraintId,
  path: Path,
  message: string,
  more: { readonly help?: string; readonly severity?: CompileProblem['severity'] } = {},
): void {
  const { help, severity = 'error' } = more;
  scope.problems.push({ constraint, severity, message, path, ...(help === undefined ? {} : { help }) });
}

/** Whether the alert itself says what stands at `path`; what only a default says may be skipped when it cannot be expressed. */
export function asked(scope: Scope, path: Path): boolean {
  return scope.alert.has(path) && !isDefault(scope.alert.origin(path).layer);
}

/** The path of a field of the source as the author wrote it. */
export function sourcePath(alert: ResolvedAlert, ...rest: Path): Path {
  const { vendor, type } = alert.source;
  return vendor === 'slo' ? ['source', 'slo'] : ['source', vendor, ...(type === '' ? [] : [type]), ...rest];
}
