import { defineRule } from '../../rule.ts';
import { channelsOf, membersOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'owner/channel-not-person',
  summary: 'A channel is a place that the squad reads, never one person.',
  why: 'People go on holiday and leave. Alerts that go to one mailbox are then read by nobody, and nothing shows it.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    member:
      'The channel "{channel}" is the personal address of {person}. Use a channel or a mailing list of the squad.',
    direct: 'The channel "{channel}" is "{address}", a direct message to a person. Use a channel of the squad.',
  },
  examples: {
    bad: [
      { squad: 'channels: { incidents: { email: ana@acme.example } }', because: 'Ana is a member.' },
      { squad: 'channels: { incidents: { slack: "#dm-ana" } }' },
    ],
    good: [{ squad: 'channels: { incidents: { email: squad.payments@acme.example } }' }],
  },
  visit: {
    squad(squad, context) {
      const people = [...membersOf(squad)];
      for (const [channel, places] of Object.entries(channelsOf(squad))) {
        for (const [system, address] of Object.entries(places)) {
          const at = ['channels', channel, system];
          const local = (address.split('@')[0] ?? '').toLowerCase();
          const candidates = [...people, local, local.replace(/[._]/g, '-'), local.split(/[._-]/)[0] ?? ''];
          const person = candidates.find(
            (id) => String(context.find('Person', id)?.data['email']).toLowerCase() === address.toLowerCase(),
          );
          if (person !== undefined) context.report({ message: 'member', at, data: { channel, person } });
          else if (/^#?(dm|direct)-/.test(address))
            context.report({ message: 'direct', at, data: { channel, address } });
        }
      }
    },
  },
});
