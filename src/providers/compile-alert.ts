import type { ResolvedAlert } from '../definitions/types.ts';
import type { Compiled, CompileContext, CompileProblem, ResolvedSlo } from './provider.ts';
import { providers } from './registry.ts';

/** Compiles an alert with its vendor's provider; a source that another vendor evaluates is compiled there. */
export function compileAlert(alert: ResolvedAlert, context: CompileContext): Compiled {
  const vendor = alert.source.vendor === 'slo' ? 'datadog' : alert.source.vendor;
  const provider = providers.find((one) => one.name === vendor);
  if (!provider) return { resources: [], problems: [] };
  const compiled = provider.compile(alert, context);
  if (!compiled.translated) return compiled;
  const { source, condition } = compiled.translated;
  const translated: ResolvedAlert = Object.assign(
    Object.create(Object.getPrototypeOf(alert) as object) as ResolvedAlert,
    alert,
    { source, ...(condition ? { condition } : {}) },
  );
  const executed = providers.find((one) => one.name === source.vendor)?.compile(translated, context) ?? {
    resources: [],
    problems: [],
  };
  return { resources: executed.resources, problems: [...compiled.problems, ...executed.problems.map(asWritten)] };
}

/** A problem below the translated source is shown at the source as the user wrote it. */
function asWritten(problem: CompileProblem): CompileProblem {
  return problem.path[0] === 'source' ? { ...problem, path: ['source'] } : problem;
}

/** Compiles an SLO with the provider that its indicator names. */
export function compileSlo(slo: ResolvedSlo, context: CompileContext): Compiled {
  return (
    providers.find((provider) => provider.compileSlo)?.compileSlo?.(slo, context) ?? { resources: [], problems: [] }
  );
}
