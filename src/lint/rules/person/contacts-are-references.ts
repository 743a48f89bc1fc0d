import { child } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { eachText } from '../../support/scalars.ts';

const phone = /^\+?[\d\s().-]{8,}$/;

export default defineRule({
  id: 'person/contacts-are-references',
  summary: 'Phone numbers of people are not written into the definitions.',
  why: 'The repository is read by everybody, copied to every laptop and never forgets: a private number in its history stays there after the person has left.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    number:
      'This contact of {person} is a phone number in the clear. Name the place where the on-call backend keeps it, and take the number out of the history of the repository.',
  },
  examples: {
    bad: [{ files: { 'dan.yaml': dan('"+33 6 12 34 56 78"') } }],
    good: [{ files: { 'dan.yaml': dan('vault:people/dan#mobile') } }],
  },
  visit: {
    document(document, context) {
      const contacts = document.kind === 'Person' ? child(document.root, 'contacts') : undefined;
      if (!contacts) return;
      eachText(contacts, (text, at) => {
        const digits = text.replace(/\D/g, '').length;
        if (phone.test(text) && digits >= 8) context.report({ message: 'number', at, data: { person: document.id } });
      });
    },
  },
});

function dan(mobile: string): string {
  return personDocument('dan', `name: Dan Petit\nemail: dan@acme.example\ncontacts: { mobile: ${mobile} }`);
}
