import { defineRule } from '../../rule.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

const personalFacet =
  /(^|[@._])(e-?mail(_address)?|phone(_?number)?|mobile|first_?name|last_?name|full_?name|birth_?date|date_of_birth|iban|ssn|card_?number|pan|passport(_?number)?)$/i;
const roleAddress =
  /^(support|help|security|contact|info|noc|status|ops|oncall|on-call|alerts?|no-?reply|abuse|postmaster|team|squad)([-+._].*)?@/i;
const address = /\b[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){0,8}\.[a-z]{2,24}\b/i;
const phone = /(?<![\w.])\+\d[\d ().-]{7,}\d/;

export default defineRule({
  id: 'message/no-pii',
  summary: 'Notifications hold no personal data: no address or number of a person, and no such field of a log.',
  why: 'Notifications are copied to chat, tickets, phones and vendors, and kept for years. Personal data there breaks the promise made to customers, and can hardly be deleted.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    address: 'The text holds the address {found}. Name the squad or the duty instead.',
    phone:
      'The text holds a phone number. Name the place where the on-call backend keeps it, or put it into the runbook.',
    group:
      'The alert splits by {facet}, so that personal data stands in titles and messages. Split by an id or a hash.',
  },
  examples: {
    bad: [{ alert: 'message: Card payments fail, ask jean.dupont@acme.example' }, { alert: split('@usr.email') }],
    good: [
      { alert: split('@usr.id_hash') },
      { alert: 'message: Card payments fail; customers write to support@acme.example' },
    ],
  },
  visit: {
    alert(alert, context) {
      alert.groups?.by.forEach(({ facet, alias }, index) => {
        const inList = Array.isArray((alert.data['groups'] as { by?: unknown } | undefined)?.by);
        const at = ['groups', 'by', inList ? index : alias];
        if (personalFacet.test(facet)) context.report({ message: 'group', at, data: { facet } });
      });
      for (const { text, path: at } of notificationTexts(alert)) {
        const found = address.exec(text)?.[0];
        if (found !== undefined && !roleAddress.test(found))
          context.report({ message: 'address', at, data: { found } });
        if (phone.test(text)) context.report({ message: 'phone', at });
      }
    },
  },
});

function split(facet: string): string {
  return `{
    priority: P4, overrides: null, message: "{{value}} payments were refused", notify: null,
    source: { datadog: { logs: { query: "@event:refused env:\${dd}", index: main, compute: count } } },
    groups: { by: { user: "${facet}" }, notify: [user], limit: 20, newGroupDelay: null },
    condition: { critical: 20, warning: null, recovery: null, warningRecovery: null, delay: null, reduce: null, atLeast: null } }`;
}
