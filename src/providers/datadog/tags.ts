import { report } from './scope.ts';
import type { CompileContext, CompileProblem } from '../provider.ts';

/** What tags are made of, for alerts and SLOs alike. */
export interface Tagged {
  readonly identity: string;
  readonly environment: string;
  readonly application: string;
  readonly squad: string;
  readonly category?: string;
  readonly active?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
}

const ours = /^(team|service|env|category|active|managed-by|alerts_[a-z]+)$/;

/**
 * What says whose an object is: `alerts_project`, `alerts_unit` and `alerts_identity`, lower case. A part has `:part` at the end of its identity,
 * since Datadog rewrites `#`.
 */
export function markerOf(
  one: Pick<Tagged, 'identity' | 'environment' | 'squad'>,
  part: string | undefined,
  project: CompileContext['project'],
): string[] {
  return [
    projectTag(project),
    `alerts_unit:${one.environment}.${one.squad}`,
    `${identityTag(one.identity)}${part === undefined ? '' : `:${part}`}`,
  ].map((tag) => tag.toLowerCase());
}

/** The part of the marker that all objects of a project have. */
export function projectTag(project: CompileContext['project']): string {
  return `alerts_project:${project.uid}`.toLowerCase();
}

/** The part of the marker that only one object has. */
export function identityTag(identity: string): string {
  return `alerts_identity:${identity}`.toLowerCase();
}

/** The tags of a monitor or SLO, sorted. The marker is among them. */
export function tagsOf(
  one: Tagged,
  part: string | undefined,
  context: CompileContext,
  problems: CompileProblem[],
): string[] {
  const marker = markerOf(one, part, context.project);
  const facts = [
    `team:${one.squad}`,
    `service:${one.application}`,
    `env:${one.environment}`,
    'managed-by:alerts',
    ...(one.category === undefined ? [] : [`category:${one.category}`]),
    ...(one.active === undefined || one.active === null ? [] : [`active:${activeTag(one.active)}`]),
  ];
  for (const tag of [...marker, ...facts]) checkTag({ problems }, tag, []);
  const own = Object.entries(one.tags ?? {}).map(([key, value]) => {
    const tag = `${key}:${value}`;
    if (ours.test(key))
      report({ problems }, 'datadog/tag', ['tags', key], `The tag "${key}" is written from the definition itself.`);
    else checkTag({ problems }, tag, ['tags', key]);
    return tag;
  });
  return [...new Set([...marker, ...facts, ...own].map((tag) => tag.toLowerCase()))].sort();
}

/** Hours are judged by the on-call backend; here they are only said. */
function activeTag(active: unknown): string {
  return typeof active === 'string'
    ? active
        .trim()
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
    : 'in-place';
}

function checkTag(scope: { readonly problems: CompileProblem[] }, tag: string, path: readonly string[]): void {
  if (tag.length > 200)
    report(
      scope,
      'datadog/tag',
      path,
      `The tag "${tag.slice(0, 60)}…" has ${tag.length} characters; Datadog keeps 200.`,
    );
  else if (normalisedTag(tag) !== tag.toLowerCase())
    report(scope, 'datadog/tag', path, `The tag "${tag}" would become "${normalisedTag(tag)}" in Datadog.`, {
      help: 'Use letters, digits and _ - : . / and begin with a letter.',
    });
}

/**
 * A tag as Datadog stores it: lower case, other characters as underscores, never two of them or one at the end.
 * terraform-provider-datadog, datadog/internal/utils/tags.go
 */
export function normalisedTag(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/^[^\p{L}:]+/u, '')
    .replace(/[^\p{L}\p{Nd}:./-]+/gu, '_')
    .replace(/_+$/, '')
    .slice(0, 200);
}
