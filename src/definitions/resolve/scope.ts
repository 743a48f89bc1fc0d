import type { Finding } from '../../findings/finding.ts';
import type { LoadedDocument } from '../load/load-file.ts';
import type { Kind } from '../types.ts';
import type { Bindings } from '../values/interpolate.ts';

/** How resolving reaches other definitions and files; whoever implements it knows what a result depends on. */
export interface Lookup {
  find(kind: Kind, id: string): LoadedDocument | undefined;
  /**
   * A text file that a definition names, relative to the file that names it.
   * @returns the text and its path for people, or the reason why it cannot be had.
   */
  readText(from: string, path: string): { readonly text: string; readonly path: string } | { readonly reason: string };
}

/** One application in one environment, with everything that resolving its alerts needs. */
export interface Scope {
  readonly project: LoadedDocument;
  readonly squad: LoadedDocument | undefined;
  readonly squadId: string;
  readonly application: LoadedDocument;
  readonly environment: string;
  readonly bindings: Bindings;
  readonly lookup: Lookup;
  readonly findings: Finding[];
}

/** The values of `${name}` for an application in an environment: its names and the environment's `vars`. */
export function scopeBindings(
  project: LoadedDocument,
  environment: string,
  names: { application: string; squad: string },
): Bindings {
  const environments = project.document.data['environments'] as Record<
    string,
    { vars?: Record<string, string | number | boolean> } | null
  >;
  return new Map<string, string | number | boolean>([
    ...Object.entries(environments[environment]?.vars ?? {}),
    ['application', names.application],
    ['squad', names.squad],
    ['environment', environment],
  ]);
}
