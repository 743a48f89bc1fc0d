import { canonicalJson, sha256 } from '../graph/canonical.ts';

/** What an approval is pinned to, in the order in which reports name it. */
export const approvalParts = ['definition', 'template', 'route', 'test', 'runbook'] as const;
export type ApprovalPart = (typeof approvalParts)[number];

/**
 * Everything that an approving person has seen of one alert: plain data without positions, names of files, comments or the order of keys.
 * Where order means something (policies, steps, cases of a test) it stands in lists.
 */
export type ApprovedContent = Readonly<Record<ApprovalPart, unknown>>;

/** What an approval names. */
export interface ApprovalDigest {
  /** SHA-256 over all parts, 64 hexadecimal digits: alone decides whether an approval holds. */
  readonly digest: string;
  /** The first 16 digits of each part's own: tells later which of them has changed. */
  readonly parts: Readonly<Record<ApprovalPart, string>>;
}

/** The digest of what is approved. */
export function digestOf(content: ApprovedContent): ApprovalDigest {
  const texts = approvalParts.map((part) => [part, sha256(canonicalJson(content[part] ?? null))] as const);
  return {
    digest: sha256(canonicalJson(Object.fromEntries(texts))),
    parts: Object.fromEntries(texts.map(([part, text]) => [part, text.slice(0, 16)])) as ApprovalDigest['parts'],
  };
}

/** The parts in which two digests differ. */
export function changedParts(before: ApprovalDigest['parts'], now: ApprovalDigest['parts']): ApprovalPart[] {
  return approvalParts.filter((part) => before[part] !== now[part]);
}

/** `definition`, `definition and route`, `definition, route and test`. */
export function partsInWords(parts: readonly ApprovalPart[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
