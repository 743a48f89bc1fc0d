import type { Finding } from '../../findings/finding.ts';
import type { Baseline as LintBaseline } from '../../lint/baseline.ts';
import type { Baseline as ReadinessBaseline } from '../../readiness/baseline.ts';
import { adviceOf, type Bench } from './held-back.ts';

/** A baseline as it judges, and what is held back of it. */
export interface JudgedBaseline<B> {
  readonly baseline: B;
  readonly findings: readonly Finding[];
}

/** Of a lint baseline counts what both versions know. */
export function lintBaselineUnder(
  head: LintBaseline,
  base: LintBaseline | undefined,
  file: { readonly path: string; readonly text: string },
  bench: Bench,
): JudgedBaseline<LintBaseline> {
  const before = new Map(Object.entries(base?.findings ?? {}));
  const entries = Object.entries(head.findings);
  const grown = entries.filter(([key, count]) => count > (before.get(key) ?? 0));
  const more = grown.reduce((sum, [key, count]) => sum + count - (before.get(key) ?? 0), 0);
  return {
    baseline: {
      version: 1,
      findings: Object.fromEntries(entries.map(([key, count]) => [key, Math.min(count, before.get(key) ?? 0)])),
    },
    findings: grownFinding(grown[0]?.[0], `${more} more ${more === 1 ? 'finding' : 'findings'}`, file, bench),
  };
}

/** Of a baseline of readiness counts what both versions know. */
export function readinessBaselineUnder(
  head: ReadinessBaseline,
  base: ReadinessBaseline | undefined,
  file: { readonly path: string; readonly text: string },
  bench: Bench,
): JudgedBaseline<ReadinessBaseline> {
  const grown = Object.entries(head).flatMap(([application, checks]) =>
    checks.filter((check) => base?.[application]?.includes(check) !== true).map((check) => `${application} ${check}`),
  );
  const kept = Object.entries(head).map(([application, checks]): [string, readonly string[]] => [
    application,
    checks.filter((check) => base?.[application]?.includes(check) === true),
  ]);
  const named = `${grown.slice(0, 3).join(', ')}${grown.length > 3 ? `, and ${grown.length - 3} more` : ''}`;
  return {
    baseline: Object.fromEntries(kept),
    findings: grownFinding(grown[0]?.split(' ')[0], named, file, bench),
  };
}

function grownFinding(
  key: string | undefined,
  what: string,
  { path, text }: { readonly path: string; readonly text: string },
  bench: Bench,
): Finding[] {
  if (key === undefined) return [];
  const at = Math.max(0, text.indexOf(JSON.stringify(key)));
  const line = text.slice(0, at).split('\n').length;
  const column = at - text.lastIndexOf('\n', at - 1);
  return [
    {
      rule: 'policy/baseline-grown',
      severity: 'error',
      message: `This baseline would know more than at ${bench.revision}: ${what}. What it does not know there is new.`,
      location: { file: path, line, column, endLine: line, endColumn: column + key.length + 2 },
      help: adviceOf(bench),
    },
  ];
}
