import { compareText } from '../findings/finding.ts';
import { canonicalJson } from '../graph/canonical.ts';
import { approvalParts, type ApprovalDigest } from './digest.ts';

/** One approval of one alert, as it was read from the forge. */
export interface Approval extends ApprovalDigest {
  /** Id of the alert within its application. */
  readonly alert: string;
  /** Id of the person, by the base revision. */
  readonly approver: string;
  /** Their account at the forge. */
  readonly account: string;
  readonly pullRequest: number;
  /** Page of the review. */
  readonly review: string;
  /** The commit that was reviewed, in full. */
  readonly commit: string;
  /** When, as ISO 8601 in UTC. */
  readonly at: string;
}

/** Folder of records below that of the definitions. */
export const recordFolder = 'approvals';

/** Where the record of an application lies, relative to the folder of the definitions: one file each, so that merges seldom meet. */
export function recordPath(application: string): string {
  return `${recordFolder}/${application}.jsonl`;
}

const head = '{"version":1}';

/** A record as text: one line per approval, sorted, so that a change is one line of a diff. */
export function recordText(approvals: readonly Approval[]): string {
  const lines = approvals.map((one) => ({ key: `${one.alert} ${one.approver}`, line: lineOf(one) }));
  const sorted = lines.sort((a, b) => compareText(a.key, b.key) || compareText(a.line, b.line));
  return [head, ...sorted.map(({ line }) => line), ''].join('\n');
}

function lineOf({ alert, approver, at, account, pullRequest, review, commit, digest, parts }: Approval): string {
  return JSON.stringify({ alert, approver, at, account, pullRequest, review, commit, digest, parts: ordered(parts) });
}

function ordered(parts: ApprovalDigest['parts']): ApprovalDigest['parts'] {
  return Object.fromEntries(approvalParts.map((part) => [part, parts[part]])) as ApprovalDigest['parts'];
}

/** Reads a record; undefined when it is none, or one of another version: what cannot be read approves nothing. */
export function parseRecord(text: string): Approval[] | undefined {
  const [first, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (first !== undefined && canonicalLine(first) !== head) return undefined;
  const approvals = lines.map(parseLine);
  return approvals.every((one) => one !== undefined) ? approvals : undefined;
}

function canonicalLine(line: string): string | undefined {
  try {
    return canonicalJson(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const texts = ['alert', 'approver', 'at', 'account', 'review', 'commit', 'digest'] as const;

function parseLine(line: string): Approval | undefined {
  try {
    const data = JSON.parse(line) as Record<string, unknown>;
    const parts = data['parts'] as Record<string, unknown> | undefined;
    const complete =
      texts.every((field) => typeof data[field] === 'string') &&
      Number.isSafeInteger(data['pullRequest']) &&
      approvalParts.every((part) => typeof parts?.[part] === 'string') &&
      /^[0-9a-f]{64}$/.test(String(data['digest']));
    return complete ? (data as unknown as Approval) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A record with new approvals. Those of an alert take the place of approvals of what it was before; approvals of what it still is stay, one per
 * person.
 */
export function withApprovals(record: readonly Approval[], added: readonly Approval[]): Approval[] {
  const digests = new Map(added.map(({ alert, digest }) => [alert, digest]));
  const isReplaced = ({ alert, digest, approver }: Approval): boolean =>
    digests.has(alert) &&
    (digests.get(alert) !== digest || added.some((one) => one.alert === alert && one.approver === approver));
  return [...record.filter((one) => !isReplaced(one)), ...added];
}
