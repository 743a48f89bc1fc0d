import type { Path } from '../../definitions/source/node.ts';
import type { CompileProblem, Constraint } from '../provider.ts';

const schedules = 'https://support.pagerduty.com/main/docs/schedule-basics';
const policies = 'https://support.pagerduty.com/main/docs/escalation-policies';
const services = 'https://support.pagerduty.com/main/docs/services-and-integrations';
const provider = 'https://registry.terraform.io/providers/PagerDuty/pagerduty/latest/docs';

/** What PagerDuty cannot express of a squad's on-call life. Each loss is a finding at its place: nothing is dropped silently. */
export const constraints = [
  {
    id: 'pagerduty/gap-in-rotation',
    summary: '`none` cannot take a turn.',
    why: 'A layer of a schedule has users only; leaving the gap out would move everybody’s turn.',
    source: `${provider}/resources/schedule`,
  },
  {
    id: 'pagerduty/holidays',
    summary: 'Schedules know no holidays.',
    why: 'Restrictions of a layer come back every week; on a holiday the hours of a working day count.',
    source: schedules,
  },
  {
    id: 'pagerduty/override',
    summary: 'Overrides are not resources.',
    why: 'They exist in the REST API only, so a swap has to be entered in the schedule by hand.',
    source: `${provider}/resources/schedule`,
  },
  {
    id: 'pagerduty/take-neighbour',
    summary: '`take: next` becomes a second schedule that does not follow overrides.',
    why: 'Escalation policies notify who is on call; a schedule moved by one turn stands for the neighbour.',
    source: policies,
  },
  {
    id: 'pagerduty/take-random',
    summary: '`take: random` notifies everybody.',
    why: 'Round robin is dealt per incident and not drawn; there is no random choice.',
    source: policies,
  },
  {
    id: 'pagerduty/target',
    summary: 'Steps notify people and schedules only.',
    why: 'A level of an escalation policy takes users and schedules; chats are told by extensions, and another policy cannot be nested.',
    source: `${provider}/resources/escalation_policy`,
  },
  {
    id: 'pagerduty/first-step-later',
    summary: 'The first level is notified at once.',
    why: 'Delays belong to the levels after it.',
    source: policies,
  },
  {
    id: 'pagerduty/while-open',
    summary: 'Nobody is notified after an acknowledgement.',
    why: 'An acknowledged incident does not escalate until its acknowledgement times out.',
    source: policies,
  },
  {
    id: 'pagerduty/repeat',
    summary:
      'An escalation policy repeats at most nine times, and repeating neither resets acknowledgements nor resolves.',
    why: '`num_loops` is from 0 to 9; nothing else of a repetition can be said.',
    source: `${provider}/resources/escalation_policy`,
  },
  {
    id: 'pagerduty/routing',
    summary: 'A squad’s service has one escalation policy.',
    why: 'What arrives at a service is escalated by its policy, whatever its hour, priority or tag.',
    source: services,
  },
  {
    id: 'pagerduty/policy',
    summary: 'Alerts cannot be renamed, reclassified or held back by policies.',
    why: 'Event orchestrations could do some of it, in a language of their own.',
    source: services,
  },
  {
    id: 'pagerduty/integration',
    summary: 'Integrations have no actions, and e-mail integrations need an address in the account’s domain.',
    why: 'A service opens an incident for each event; rules on events are orchestrations.',
    source: `${provider}/resources/service_integration`,
  },
  {
    id: 'pagerduty/heartbeat',
    summary: 'There are no heartbeats.',
    why: 'A silence has to be noticed by a monitoring system, which then sends an event.',
    source: services,
  },
  {
    id: 'pagerduty/maintenance',
    summary: 'Maintenance is for whole services.',
    why: 'A window switches services off, not single integrations or policies.',
    source: `${provider}/resources/maintenance_window`,
  },
  {
    id: 'pagerduty/incident',
    summary: 'Incident rules and templates do not exist.',
    why: 'Incident workflows could take their place, by hand.',
    source: services,
  },
] as const satisfies readonly Constraint[];

/** The id of a loss. */
export type Loss = (typeof constraints)[number]['id'];

/** The losses of one squad while it is compiled. */
export class LossReport {
  readonly problems: CompileProblem[] = [];

  /** Something is left out or done in another way; the message says which. */
  lost(constraint: Loss, path: Path, message: string, help?: string): void {
    this.problems.push({ constraint, severity: 'warning', message, path, ...(help === undefined ? {} : { help }) });
  }

  /** Compiling it in another way would call the wrong person. */
  refused(constraint: Loss, path: Path, message: string, help?: string): void {
    this.problems.push({ constraint, severity: 'error', message, path, ...(help === undefined ? {} : { help }) });
  }
}
