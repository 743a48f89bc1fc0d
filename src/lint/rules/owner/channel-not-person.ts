import { defineRule } from '../../rule.ts';
import { channelsOf, membersOf } from '../../support/squad-data.ts';

/** Local parts that belong to a function rather than to somebody. */
const functional = /\b(team|squad|alerts?|oncall|on-call|ops|sre|dev|support|list|incidents?|duty|noc|security|platform|all)\b/i;

export default defineRule({
  id: 'owner/channel-not-person',
  summary: 'A channel is a place that the squad reads, never one person.',
  why: 'People go on holiday and leave. Alerts that go to one mailbox are then read by nobody, and nothing shows it.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    member: 'The channel "{channel}" is the personal address of {person}. Use a channel or a mailing list of the squad.',
    personal: 'The channel "{channel}" is {address}, which looks like the address of a person. Use a mailing list of the squad.',
    direct: 'The channel "{channel}" is "{address}", a direct message to a person. Use a channel of the squad.',
  },
  examples: {
    bad: [
      { squad: 'channels: { incidents: { email: ana@acme.example } }', because: 'Ana is a member.' },
      { squad: 'channels: { incidents: { email: jean.dupont@acme.example } }' },
    ],
    good: [{ squad: 'channels: { incidents: { email: squad.payments@acme.example } }' }],
  },
  visit: {
    squad(squad, context) {
      const addresses = new Map<string, string>();
      for (const id of membersOf(squad)) {
        const email = context.find('Person', id)?.data['email'];
        if (typeof email === 'string') addresses.set(email.toLowerCase(), id);
      }
      for (const [channel, places] of Object.entries(channelsOf(squad))) {
        for (const [system, address] of Object.entries(places)) {
          const at = ['channels', channel, system];
          const person = addresses.get(address.toLowerCase());
          const local = address.split('@')[0] ?? '';
          if (person !== undefined) context.report({ message: 'member', at, data: { channel, person } });
          else if (system !== 'email') {
            if (/^#?(dm|direct)-/.test(address)) context.report({ message: 'direct', at, data: { channel, address } });
          } else if (/^[a-z]{2,}\.[a-z]{2,}$/i.test(local) && !functional.test(local))
            context.report({ message: 'personal', at, data: { channel, address } });
        }
      }
    },
  },
});
