import { covers } from '../../../definitions/resolve/covers.ts';
import { defineRule } from '../../rule.ts';
import { coverHours, writtenHours, type WrittenHours } from '../../support/routing-hours.ts';
import { routingRules, type RoutingRule } from '../../support/routing.ts';

export default defineRule({
  id: 'routing/hours-shadowed',
  summary: 'Every routing rule has hours that the rules above it leave.',
  why: 'Two rules that share the week between them, say business hours and all others, leave nothing for a third one. It is never used, and whoever it names is never called, although no single rule above it says so.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    never:
      'This routing rule is never used: the rules above it together ({above}) match all of its alerts at every hour of its own, holidays included. Move it up, or remove it.',
  },
  examples: {
    bad: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { hours: not business }, to: { escalation: off-hours } }, { to: none }]',
      },
      {
        squad:
          'routing: [{ when: { hours: { weekly: mon-fri } }, to: { escalation: working-hours } }, { when: { hours: { weekly: sat-sun } }, to: { escalation: off-hours } }, { when: { priority: P1, hours: { weekly: fri 20:00 - mon 08:00 } }, to: { escalation: off-hours } }]',
      },
    ],
    good: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { priority: [P1, P2], hours: not business }, to: { escalation: off-hours } }, { to: none }]',
      },
      {
        because: 'on holidays neither of the first two holds',
        project: 'hours: { business: { weekly: mon-fri 09:00-18:00, except: [./fr.ics] } }',
        files: {
          'fr.ics':
            'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//acme//holidays//EN\nBEGIN:VEVENT\nUID:noel@acme.example\nDTSTAMP:20260101T000000Z\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Noël\nEND:VEVENT\nEND:VCALENDAR\n',
        },
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { hours: { weekly: [mon-fri 18:00-09:00, sat-sun, mon 00:00 - mon 09:00] } }, to: { escalation: off-hours } }, { to: none }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const rules = routingRules(squad);
      const hoursOf = (rule: RoutingRule): WrittenHours | undefined =>
        writtenHours(rule.when?.['hours'], context.project);
      rules.forEach((rule, index) => {
        const { hours: _, ...selector } = rule.when ?? {};
        const above = rules.slice(0, index).filter((one) => {
          const { hours: __, ...other } = one.when ?? {};
          return covers(other, selector);
        });
        const own = hoursOf(rule);
        const taken = above.map(hoursOf).filter((hours) => hours !== undefined);
        // One rule that takes everything is what routing/pattern-shadowed reports.
        if (!own || taken.length < 2 || above.some((one) => covers(one.when, rule.when))) return;
        if (!coverHours(taken, own)) return;
        const names = above.map((one) => rules.indexOf(one) + 1).join(', ');
        context.report({ message: 'never', at: rule.path, data: { above: `rules ${names}` } });
      });
    },
  },
});
