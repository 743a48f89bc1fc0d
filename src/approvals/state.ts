import { compareText } from '../findings/finding.ts';
import { changedParts, type ApprovalDigest, type ApprovalPart } from './digest.ts';
import type { Approval } from './record.ts';

/** What approvals say of one alert at this moment. */
export type ApprovalState =
  | { readonly state: 'valid'; readonly by: readonly Approval[] }
  /** It was approved, and parts of it have changed since the newest approval. */
  | { readonly state: 'void'; readonly by: readonly Approval[]; readonly changed: readonly ApprovalPart[] }
  | { readonly state: 'missing' };

/** Compares an alert with the approvals that are recorded of it. */
export function approvalState(alert: string, now: ApprovalDigest, record: readonly Approval[]): ApprovalState {
  const mine = record.filter((one) => one.alert === alert).sort((a, b) => compareText(b.at, a.at));
  const valid = mine.filter(({ digest }) => digest === now.digest);
  if (valid.length > 0) return { state: 'valid', by: valid };
  const [newest] = mine;
  if (!newest) return { state: 'missing' };
  const by = mine.filter(({ digest }) => digest === newest.digest);
  return { state: 'void', by, changed: changedParts(newest.parts, now.parts) };
}
