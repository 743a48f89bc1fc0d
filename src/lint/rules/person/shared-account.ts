import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';

const shared =
  /^(team|squad|ops|sre|oncall|on-call|astreinte|support|admin|administrator|root|alerts?|duty|noc|helpdesk|contact|info|devops|backup|phone|pager|shared)([-._ ]?(team|phone|account|duty|user|\d+))?$/i;

export default defineRule({
  id: 'person/shared-account',
  summary: 'A person is somebody, not a shared account.',
  why: 'A shared phone or mailbox rings for everybody and is answered by nobody; the record shows no name, and a licence means nothing.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    shared:
      '"{name}" is not a person. Put the people themselves into the rotation, and use a channel for what all of them read.',
  },
  examples: {
    bad: [{ files: { 'duty.yaml': personDocument('duty-phone', 'name: Duty phone\nemail: oncall@acme.example') } }],
    good: [{ files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example') } }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'Person') return;
      const local = String(document.data['email'] ?? '').split('@')[0] ?? '';
      if (shared.test(document.id)) context.report({ message: 'shared', at: ['id'], data: { name: document.id } });
      else if (shared.test(local)) context.report({ message: 'shared', at: ['email'], data: { name: local } });
    },
  },
});
