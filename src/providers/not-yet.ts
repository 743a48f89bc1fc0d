import type { Compiled, Constraint, Provider, Schema } from './provider.ts';

/** The constraint of a vendor whose sources have a schema but no compiler. */
export function notYetConstraint(vendor: string, title: string): Constraint {
  return {
    id: `${vendor}/not-yet`,
    summary: `${title} cannot be compiled yet.`,
    why: 'An alert that looks defined but watches nothing is worse than a missing one.',
    source: `src/providers/${vendor}/index.ts`,
  };
}

/** What compiling answers for such a vendor: one problem at the source. */
export function notYet(vendor: string, title: string): Compiled {
  const message = `Alerts of ${title} cannot be compiled yet: nothing would watch this.`;
  return {
    resources: [],
    problems: [
      {
        constraint: `${vendor}/not-yet`,
        severity: 'error',
        message,
        path: ['source'],
        help: 'Measure it in Datadog, or leave the alert out until then.',
      },
    ],
  };
}

/** A vendor that definitions connect to but that measures nothing. */
export function connectionOnly(name: string, title: string, connection: Schema): Provider {
  return {
    name,
    title,
    compiles: false,
    sources: {},
    connection,
    resourceTypes: {},
    constraints: [],
    compile: () => notYet(name, title),
  };
}
