import type { Compiled, CompileContext, ResolvedSlo } from './provider.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
export const compileAlert = (_a: ResolvedAlert, _c: CompileContext): Compiled => ({ resources: [], problems: [] });
export const compileSlo = (_a: ResolvedSlo, _c: CompileContext): Compiled => ({ resources: [], problems: [] });
