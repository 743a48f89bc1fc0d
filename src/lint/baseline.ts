import type { Finding } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';

/** Known findings that do not fail a run: fingerprint to how many of them were known. */
export interface Baseline {
  readonly version: 1;
  readonly findings: Readonly<Record<string, number>>;
}

/** The baseline that makes today's findings known. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  const counts: Record<string, number> = {};
  for (const finding of findings) counts[fingerprint(finding)] = (counts[fingerprint(finding)] ?? 0) + 1;
  return { version: 1, findings: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The findings that the baseline does not know; of several alike, as many are known as were counted. */
export function withoutBaseline(findings: readonly Finding[], baseline: Baseline): { fresh: Finding[]; known: number } {
  const left = new Map(Object.entries(baseline.findings));
  const fresh = findings.filter((finding) => {
    const key = fingerprint(finding);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count <= 0;
  });
  return { fresh, known: findings.length - fresh.length };
}

/** Reads a baseline file's text; undefined when it is not one. */
export function parseBaseline(text: string): Baseline | undefined {
  try {
    const data = JSON.parse(text) as Partial<Baseline>;
    const counts = data.findings;
    const valid =
      data.version === 1 &&
      typeof counts === 'object' &&
      counts !== null &&
      Object.values(counts).every((count) => Number.isInteger(count));
    return valid ? (data as Baseline) : undefined;
  } catch {
    return undefined;
  }
}
