import { isDefault } from '../../definitions/resolve/condition.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext, CompileProblem } from '../provider.ts';
import type { ConstraintId } from './constraints.ts';

/** One alert under compilation: what it is, what may be looked up, and what is wrong so far. */
export interface Scope {
  readonly alert: ResolvedAlert;
  readonly context: CompileContext;
  readonly problems: CompileProblem[];
}

/** Notes a problem; an error unless said otherwise. */
export function report(
  { problems }: Pick<Scope, 'problems'>,
  constraint: ConstraintId,
  path: Path,
  message: string,
  more: Pick<CompileProblem, 'help' | 'within'> & { readonly severity?: CompileProblem['severity'] } = {},
): void {
  problems.push({ severity: 'error', constraint, message, path, ...more });
}

/** Whether the alert itself says what stands at `path`; what only a default says is skipped when it cannot be expressed. */
export function asked({ alert }: Pick<Scope, 'alert'>, path: Path): boolean {
  return alert.has(path) && !isDefault(alert.origin(path).layer);
}
