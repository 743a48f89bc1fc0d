import { createHash } from 'node:crypto';
import type { Finding } from '../finding.ts';

/** What stays the same when lines move: rule, definition and message without numbers. Findings that are alike are numbered. */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const text = JSON.stringify([
      finding.rule,
      finding.subject ?? finding.location.file,
      finding.message.replace(/\d+/g, '#'),
    ]);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return createHash('sha256').update(`${text}#${count}`).digest('hex').slice(0, 32);
  });
}

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, otherwise in order: for formats whose readers show only the first few. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
