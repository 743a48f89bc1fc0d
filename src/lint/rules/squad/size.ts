import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { membersOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/size',
  summary: 'A squad has at least two members.',
  why: 'Whatever belongs to one person belongs to nobody when that person is away, and no review of an alert happens.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    one: 'The squad {squad} has one member. Give its applications to a squad that can stand in for them, or add members.',
  },
  examples: {
    bad: [
      {
        files: {
          'eve.yaml': personDocument('eve', 'name: Eve Petit\nemail: eve@acme.example'),
          'lonely/squad.yaml':
            'apiVersion: alerts/v1\nkind: Squad\nid: lonely\nmembers: [eve]\nchannels: { default: { slack: "#lonely" } }\n',
        },
      },
    ],
    good: [{ squad: 'members: [ana, bo, cy, di]' }],
  },
  visit: {
    squad(squad, context) {
      if (new Set(membersOf(squad)).size < 2)
        context.report({ message: 'one', at: ['members'], data: { squad: squad.id } });
    },
  },
});
