import type { Path } from '../definitions/source/node.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { incompleteConstraint } from './constraints.ts';
import type {
  Compiled,
  CompileContext,
  CompiledSquad,
  CompileProblem,
  Provider,
  ResolvedDowntime,
  ResolvedPerson,
  ResolvedSlo,
  ResolvedSquad,
} from './provider.ts';
import { providers } from './registry.ts';

/** Compiles an alert with its vendor's provider; a source that another vendor evaluates is compiled there, once. */
export function compileAlert(alert: ResolvedAlert, context: CompileContext): Compiled {
  const provider = providerOf(alert.source.vendor);
  if (!provider) return { resources: [], problems: [] };
  const problems = missingFields(provider, alert);
  if (problems.length > 0) return { resources: [], problems };
  const compiled = provider.compile(alert, context);
  return compiled.translated ? follow(alert, compiled, context) : compiled;
}

/** Compiles an SLO with the provider that has SLOs. */
export function compileSlo(slo: ResolvedSlo, context: CompileContext): Compiled {
  const provider = providers.find((one) => one.compileSlo);
  return provider?.compileSlo?.(slo, context) ?? { resources: [], problems: [] };
}

/**
 * Compiles a squad for the on-call backend.
 * @param vendor of the project's on-call connection
 */
export function compileSquad(vendor: string, squad: ResolvedSquad, context: CompileContext): CompiledSquad {
  const provider = providers.find((one) => one.name === vendor);
  return provider?.compileSquad?.(squad, context) ?? { resources: [], problems: [] };
}

/**
 * Compiles somebody whom a squad calls for the on-call backend.
 * @param vendor of the project's on-call connection
 */
export function compilePerson(vendor: string, person: ResolvedPerson, context: CompileContext): CompiledSquad {
  const provider = providers.find((one) => one.name === vendor);
  return provider?.compilePerson?.(person, context) ?? { resources: [], problems: [] };
}

/**
 * Compiles a downtime.
 * @param vendor that evaluates the alerts
 */
export function compileDowntime(vendor: string, downtime: ResolvedDowntime, context: CompileContext): Compiled {
  const provider = providers.find((one) => one.name === vendor);
  return provider?.compileDowntime?.(downtime, context) ?? { resources: [], problems: [] };
}

/** A burn rate on an OpenSLO document (`source: { slo }`) is a Datadog monitor. */
function providerOf(vendor: string): Provider | undefined {
  return providers.find((provider) => provider.name === (vendor === 'slo' ? 'datadog' : vendor));
}

/** Fields that a patch may leave out and a whole source may not. */
function missingFields(provider: Provider, alert: ResolvedAlert): CompileProblem[] {
  const { type, fields } = alert.source;
  const required = provider.sources[type]?.required ?? [];
  return required
    .filter((field) => fields[field] === undefined || fields[field] === null)
    .map((field) => ({
      constraint: incompleteConstraint.id,
      severity: 'error',
      message: `The source lacks "${field}".`,
      path: written(alert),
    }));
}

/** Problems of the translation are shown where the source was written; the other vendor's fields stand nowhere. */
function follow(alert: ResolvedAlert, compiled: Compiled, context: CompileContext): Compiled {
  const { source, condition } = compiled.translated ?? { source: alert.source };
  const changes = { source, ...(condition ? { condition } : {}) };
  const prototype = Object.getPrototypeOf(alert) as object;
  const translated = Object.assign(Object.create(prototype) as ResolvedAlert, alert, changes);
  const result = providerOf(source.vendor)?.compile(translated, context);
  if (!result || result.translated) return { resources: [], problems: compiled.problems };
  const problems = result.problems.map((problem) =>
    problem.path[0] === 'source' ? { ...problem, path: written(alert) } : problem,
  );
  return { resources: result.resources, problems: [...compiled.problems, ...problems] };
}

/** Where the fields of the source stand. */
function written(alert: ResolvedAlert): Path {
  const { vendor, type } = alert.source;
  return ['source', vendor, ...(type === '' || vendor === 'slo' ? [] : [type])];
}
