import { printableLine } from '../findings/printable.ts';
import type { TouchedSquad, Touch } from '../oncall/changes/squads-touched.ts';
import type { Judgement } from './judge.ts';

/** A squad that is called otherwise, and who of it agrees. */
export interface SquadAnswer extends TouchedSquad {
  /** People. */
  readonly by: readonly string[];
  /** Members whose review does not count. */
  readonly refused: Judgement['refused'];
}

/** Whose approval a pull request needs, and whose it has. */
export interface ApprovalCheck {
  readonly pull: { readonly number: number; readonly url: string; readonly head: { readonly sha: string } };
  readonly base: string;
  readonly group: string;
  readonly judgement: Judgement;
  /** Alerts that it changes and that need an approval of the group. */
  readonly alerts: readonly string[];
  readonly squads: readonly SquadAnswer[];
  /** What is still needed, in words; nothing when all have approved. */
  readonly missing: readonly string[];
}

/** For people. */
export function checkText({ pull, base, group, judgement, alerts, squads, missing }: ApprovalCheck): string {
  const lines = [
    `Pull request ${pull.number} at ${pull.head.sha.slice(0, 12)}, judged by ${base}: ${pull.url}`,
    alerts.length === 0
      ? `It changes no page that the group ${group} has to approve.`
      : `Pages that it changes: ${alerts.join(', ')}`,
    ...judgement.counted.map(({ person, author }) => `  approved by ${person} (${author})`),
    ...judgement.refused.map(({ reason }) => `  does not count: ${reason}`),
    ...squads.flatMap(({ squad, touches, by, refused }) => [
      `Squad ${squad} is called otherwise:`,
      ...touches.map((touch) => `  ${touchText(touch)}`),
      ...by.map((person) => `  approved by ${person}`),
      ...refused.map(({ reason }) => `  does not count: ${reason}`),
    ]),
    ...(missing.length === 0 ? ['Nothing is missing.'] : ['Missing:', ...missing.map((one) => `  ${one}`)]),
  ];
  return `${lines.map(printableLine).join('\n')}\n`;
}

function touchText(touch: Touch): string {
  if (touch.kind === 'duty')
    return `who is on call in ${touch.change.schedule} changes from ${instantText(touch.change.from)} on`;
  const [first = '', ...more] = touch.identities;
  const alerts = more.length === 0 ? first : `${first} and ${more.length} more`;
  const what = { rerouted: 'is routed in another way', newly: 'calls it now', 'no-longer': 'no longer calls it' };
  return `${alerts} ${what[touch.kind]}, first at ${instantText(touch.at)}`;
}

function instantText(at: number): string {
  return new Date(at).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z');
}

/** For programs. */
export function checkJson({ pull, base, group, judgement, alerts, squads, missing }: ApprovalCheck): unknown {
  return {
    version: 1,
    pullRequest: pull.number,
    url: pull.url,
    commit: pull.head.sha,
    base,
    group,
    approvedBy: judgement.counted.map(({ person, author, url, at }) => ({ person, account: author, review: url, at })),
    refused: judgement.refused.map(({ account, reason, url }) => ({ account, reason, review: url })),
    alerts,
    squads: squads.map(({ squad, touches, by, refused }) => ({
      squad,
      because: touches.map(touchJson),
      approvedBy: by,
      refused: refused.map(({ account, reason, url }) => ({ account, reason, review: url })),
    })),
    missing,
  };
}

function touchJson(touch: Touch): unknown {
  if (touch.kind !== 'duty') return { kind: touch.kind, alerts: touch.identities, at: instantText(touch.at) };
  const { schedule, from, until, before, after } = touch.change;
  return { kind: 'duty', schedule, from: instantText(from), until: instantText(until), before, after };
}
