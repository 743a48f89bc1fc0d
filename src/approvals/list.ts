import type { ChalkInstance } from 'chalk';
import { printableLine } from '../findings/printable.ts';
import { counted } from '../findings/counted.ts';
import { partsInWords, type ApprovalDigest } from './digest.ts';
import type { Approval } from './record.ts';
import type { ApprovalState } from './state.ts';

/** An alert that pages and what approvals say of it. */
export interface ListedAlert {
  /** `application/alert`. */
  readonly alert: string;
  readonly squad: string;
  readonly digest: ApprovalDigest;
  readonly approval: ApprovalState;
  readonly file: string;
  readonly line: number;
}

/** Approvals of all alerts that were asked for. */
export interface ApprovalList {
  /** The revision whose record was read. */
  readonly base: string;
  readonly alerts: readonly ListedAlert[];
}

/** How many alerts are in which state. */
export function countStates(alerts: readonly ListedAlert[]): Record<ApprovalState['state'], number> {
  const of = (state: ApprovalState['state']): number =>
    alerts.filter(({ approval }) => approval.state === state).length;
  return { valid: of('valid'), void: of('void'), missing: of('missing') };
}

/** The list for people: squads, their alerts, and what became of each approval. */
export function listText({ base, alerts }: ApprovalList, chalk: ChalkInstance): string {
  const width = Math.max(0, ...alerts.map(({ alert }) => alert.length));
  const squads = [...new Set(alerts.map(({ squad }) => squad))].sort();
  const lines = squads.flatMap((squad) => [
    chalk.bold(squad),
    ...alerts
      .filter((one) => one.squad === squad)
      .map(({ alert, approval }) =>
        `  ${alert.padEnd(width)}  ${painted(approval, chalk)}${storyOf(approval)}`.trimEnd(),
      ),
  ]);
  const { valid, void: voided, missing } = countStates(alerts);
  const sum = `${counted(alerts.length, 'alert')} by the record of ${base}: ${valid} valid, ${voided} void, ${missing} missing.`;
  return `${[...lines, sum].map(printableLine).join('\n')}\n`;
}

function painted({ state }: ApprovalState, chalk: ChalkInstance): string {
  const word = state.padEnd(7);
  return state === 'valid' ? chalk.green(word) : state === 'void' ? chalk.red(word) : chalk.yellow(word);
}

function storyOf(approval: ApprovalState): string {
  if (approval.state === 'missing') return '';
  const by = approval.by.map(givenBy).join(', ');
  return approval.state === 'valid' ? `  ${by}` : `  ${partsInWords(approval.changed)} changed since ${by}`;
}

/** `zoe in #7 on 2026-11-20`. */
export function givenBy({ approver, pullRequest, at }: Approval): string {
  return `${approver} in #${pullRequest} on ${at.slice(0, 10)}`;
}

/** The list for programs. */
export function listJson({ base, alerts }: ApprovalList): unknown {
  return {
    version: 1,
    base,
    alerts: alerts.map(({ alert, squad, digest, approval, file, line }) => ({
      alert,
      squad,
      file,
      line,
      digest: digest.digest,
      parts: digest.parts,
      state: approval.state,
      changed: approval.state === 'void' ? approval.changed : [],
      approvals: approval.state === 'missing' ? [] : approval.by.map(approvalJson),
    })),
    summary: countStates(alerts),
  };
}

/** One approval for programs. */
export function approvalJson({ approver, account, pullRequest, review, commit, at }: Approval): unknown {
  return { approver, account, pullRequest, review, commit, at };
}
