import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { counted } from '../../../findings/counted.ts';
import { whatLacksToCall } from '../../support/squad-data.ts';
import { groupBy } from '../../support/group-by.ts';

export default defineRule({
  id: 'owner/on-call-exists',
  summary: 'A squad that is paged has a rotation, and routing that leads to somebody.',
  why: 'The alert fires, the on-call backend finds no rule and no schedule, and nobody is called. It is discovered after the outage.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    routing:
      'The squad {squad} has no routing, but {count} of {application} page it: nobody would be called. Add "routing" to the squad.',
    silent:
      'The routing of the squad {squad} leads to nobody ("to: none" only), but {count} of {application} page it. Add a rule with an escalation.',
    rotation:
      'The squad {squad} has no schedule with a rotation, but {count} of {application} page it. Add one, or route to another squad.',
  },
  examples: {
    bad: [{ squad: 'routing: null', because: 'The standard alert pages.' }, { squad: 'routing: [{ to: none }]' }],
    good: [
      { because: 'The standard squad has schedules, escalations and routing.' },
      {
        because: 'Nothing pages.',
        squad: 'routing: null',
        alert: '{ priority: P4, notify: { critical: { channel: default } } }',
      },
    ],
  },
  visit: {
    application(application, context) {
      const paging = application.alerts.filter((alert) => alert.pages);
      for (const [id, alerts] of groupBy(paging, reachedSquad)) {
        const squad = context.squad?.id === id ? context.squad : context.find('Squad', id);
        const message = squad && whatLacksToCall(squad);
        if (!message) continue;
        const count = counted(new Set(alerts.map((alert) => alert.id)).size, 'alert');
        context.report({ message, at: ['id'], data: { squad: id, count, application: application.id } });
      }
    },
  },
});

function reachedSquad(alert: ResolvedAlert): string {
  return 'squad' in alert.reaches ? alert.reaches.squad : alert.reaches.otherwise;
}
