import { compareFindings, type Finding, type Severity } from './finding.ts';

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** The findings with the gravest first, each gravity in the order of every report: for readers that stop after some. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity] || compareFindings(a, b));
}

/** The findings of each file, files and findings in the order of every report. */
export function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of [...findings].sort(compareFindings)) {
    const group = groups.get(finding.location.file);
    if (group) group.push(finding);
    else groups.set(finding.location.file, [finding]);
  }
  return groups;
}
