import type { CompileContext, Compiled, Constraint } from '../provider.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';

/** What compiling checks. */
export const constraints: readonly Constraint[] = [];

/** Compiles an alert on a queue or node. */
export function compile(_alert: ResolvedAlert, _context: CompileContext): Compiled {
  return { resources: [], problems: [] };
}
