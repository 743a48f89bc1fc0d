import { quoted } from './yaml-text.ts';

/** What a new squad has to say. */
export interface NewSquad {
  readonly id: string;
  /** Ids of people, at least one. */
  readonly members: readonly string[];
  /** Slack channel with its `#`. */
  readonly channel: string;
  /** Monday on which the first turn started, `YYYY-MM-DD`. */
  readonly firstMonday: string;
}

/** `squad.yaml`: one schedule, an escalation in three steps, and a routing that calls for P1 and P2 only. */
export function squadFile({ id, members, channel, firstMonday }: NewSquad): string {
  const list = (indent: number): string => members.map((one) => `${' '.repeat(indent)}- ${one}\n`).join('');
  const alone =
    members.length > 1 ? '' : '        # One person cannot be on call for ever: add colleagues to members, and here.\n';
  return `# Everything in this folder belongs to this squad.
apiVersion: alerts/v1
kind: Squad
id: ${id}
members:
${list(2)}lead: ${members[0] ?? ''}
channels:
  default:
    slack: ${quoted(channel)}
schedules:
  oncall:
    rotations:
      weekly:
${alone}        participants:
${list(10)}        every: 1w
        start: ${firstMonday}T09:00
escalations:
  page:
    - after: 0m
      notify:
        - schedule: oncall
    - after: 15m
      notify:
        - schedule: oncall
          take: next
    - after: 30m
      notify:
        - squad: ${id}
          take: everyone
routing:
  # The first entry that fits decides: P1 and P2 call somebody at any hour, the rest waits in the channel.
  - when:
      priority: [P1, P2]
    to:
      escalation: page
  - to: none
`;
}

/** The Monday of the week before a day's: the first turn has begun wherever one stands, so somebody is on call at once. */
export function lastMonday(now: Date): string {
  const days = ((now.getUTCDay() + 6) % 7) + 7;
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
