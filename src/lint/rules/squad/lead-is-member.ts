import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { membersOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/lead-is-member',
  summary: 'The lead of a squad is one of its members.',
  why: 'The team that is created in the on-call backend has no such member, so that its owner is nobody, and a step that calls everyone does not call the lead.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    outsider: '{lead} leads the squad {squad} without being a member. Add "{lead}" to "members", or name another lead.',
  },
  examples: {
    bad: [
      {
        squad: 'lead: dan',
        files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example') },
      },
    ],
    good: [{ squad: 'lead: ana' }],
  },
  visit: {
    squad(squad, context) {
      const { lead } = squad.data;
      if (typeof lead !== 'string' || membersOf(squad).includes(lead)) return;
      context.report({ message: 'outsider', at: ['lead'], data: { lead, squad: squad.id } });
    },
  },
});
