import { isDefault } from '../../definitions/resolve/condition.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext, CompileProblem } from '../provider.ts';
import type { ConstraintId } from './constraints.ts';

/** One alert on its way to Redash, and what is wrong so far. */
export interface Scope {
  readonly alert: ResolvedAlert;
  readonly context: CompileContext;
  readonly problems: CompileProblem[];
}

/** Notes what Redash cannot do. */
export function report(
  { problems }: Pick<Scope, 'problems'>,
  constraint: ConstraintId,
  path: Path,
  message: string,
  more: Pick<CompileProblem, 'help'> & { readonly severity?: CompileProblem['severity'] } = {},
): void {
  problems.push({ constraint, severity: 'error', message, path, ...more });
}

/** The path of a field of the source. */
export function sourcePath(field: string): Path {
  return ['source', 'redash', 'query', field];
}

/** Whether the alert itself says what stands at a path: what only a default says is skipped where it cannot be expressed. */
export function asked({ alert }: Scope, path: Path): boolean {
  return alert.has(path) && !isDefault(alert.origin(path).layer);
}

/** The connection that the source names, else the only one. */
export function connectionOf({ alert, context }: Scope): Readonly<Record<string, unknown>> {
  const named = alert.source.fields['connection'];
  if (typeof named === 'string') return context.connections[named] ?? {};
  return Object.values(context.connections).find(({ vendor }) => vendor === 'redash') ?? {};
}

/** Whether nobody is told, whatever `notify` says. */
export function isQuiet({ disabled, shadowUntil }: ResolvedAlert): boolean {
  return disabled !== undefined || shadowUntil !== undefined;
}
