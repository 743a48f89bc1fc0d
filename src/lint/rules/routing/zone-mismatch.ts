import type { Document } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { routingRules, type RoutingRule } from '../../support/routing.ts';
import { escalationsOf, rotationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/zone-mismatch',
  summary: 'Hours of a routing rule and of the schedule that it leads to are read in one zone.',
  why: 'The rule sends the page at 18:00 of its zone, the schedule begins at 18:00 of its own. In the hours between the two nobody is on call, and neither of the two definitions looks wrong.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    zones:
      'The hours of this rule are read in {routing}, those of the schedule "{schedule}" that it leads to in {zone}: name one zone for both, with "timezone" in "routing" or in the schedule.',
  },
  examples: {
    bad: [
      {
        squad:
          'schedules: { oncall: { timezone: America/New_York } }\nrouting: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { hours: not business }, to: { escalation: off-hours } }]',
      },
    ],
    good: [
      {
        squad:
          'schedules: { oncall: { timezone: America/New_York }, run: { timezone: America/New_York } }\nrouting: { timezone: America/New_York, rules: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { to: none }] }',
      },
      {
        because: 'the rule has no hours',
        squad:
          'schedules: { oncall: { timezone: America/New_York } }\nrouting: [{ when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { to: none }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const project = String(context.project.data['timezone'] ?? 'UTC');
      const routing = routingZone(squad, project);
      for (const rule of routingRules(squad)) {
        if (rule.when?.['hours'] === undefined) continue;
        for (const schedule of schedulesOf(rule, squad)) {
          const zone = scheduleZone(schedule, squad, project);
          if (zone !== undefined && zone !== routing)
            context.report({ message: 'zones', at: rule.path, data: { routing, schedule, zone } });
        }
      }
    },
  },
});

function routingZone(squad: Document, project: string): string {
  const routing = squad.data['routing'] as { timezone?: string } | undefined;
  return String(routing?.timezone ?? squad.data['timezone'] ?? project);
}

/** Undefined for schedules of other squads, and for those without hours, which have no edge to miss. */
function scheduleZone(schedule: string, squad: Document, project: string): string | undefined {
  const schedules = (squad.data['schedules'] ?? {}) as Record<string, { timezone?: string } | undefined>;
  const masked = rotationsOf(squad).some((rotation) => rotation.schedule === schedule && rotation.hours !== undefined);
  return masked && schedule in schedules ? (schedules[schedule]?.timezone ?? project) : undefined;
}

/** Schedules that a rule asks at once, or in a step of its escalation. */
function schedulesOf({ to }: RoutingRule, squad: Document): string[] {
  if (typeof to === 'string') return [];
  if (to.schedule !== undefined) return [to.schedule];
  const steps = escalationsOf(squad).find(({ id }) => id === to.escalation)?.steps ?? [];
  const asked = steps.flatMap(({ notify }) => notify.map((target) => target.schedule));
  return [...new Set(asked.filter((schedule) => schedule !== undefined))];
}
