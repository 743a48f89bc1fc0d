import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';

const privateProviders = new Set(
  (
    'gmail.com googlemail.com hotmail.com hotmail.fr outlook.com outlook.fr live.com msn.com yahoo.com yahoo.fr icloud.com me.com ' +
    'aol.com gmx.de gmx.net gmx.com web.de proton.me protonmail.com orange.fr free.fr laposte.net sfr.fr wanadoo.fr mail.ru'
  ).split(' '),
);

export default defineRule({
  id: 'person/email-domain',
  summary: "A person's address is the one at work.",
  why: 'A private account keeps access to the on-call backend and its alerts after the person has left, and single sign-on does not know it.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: { private: '{email} is a private address. Use the one at work.' },
  examples: {
    bad: [{ files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan.petit@gmail.com') } }],
    good: [{ files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example') } }],
  },
  visit: {
    document(document, context) {
      const { email } = document.data;
      if (document.kind !== 'Person' || typeof email !== 'string') return;
      const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
      if (privateProviders.has(domain)) context.report({ message: 'private', at: ['email'], data: { email } });
    },
  },
});
