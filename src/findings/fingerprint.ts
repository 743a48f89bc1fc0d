import { createHash } from 'node:crypto';
import { compareFindings, type Finding } from './finding.ts';

/**
 * What identifies a finding while lines move and counts change: 20 hex digits of rule, definition and message without its numbers; the file stands
 * for the definition where none is known.
 */
export function fingerprint(finding: Finding): string {
  const about = finding.subject ?? finding.location.file;
  return digest([finding.rule, about, finding.message.replace(/\d+/g, '#')]);
}

/** A fingerprint for each finding that no other finding of the list has: the second and later ones alike are numbered in the order of the report. */
export function uniqueFingerprints(findings: readonly Finding[]): Map<Finding, string> {
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of [...findings].sort(compareFindings)) {
    const key = fingerprint(finding);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    result.set(finding, count === 0 ? key : digest([key, String(count)]));
  }
  return result;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}
