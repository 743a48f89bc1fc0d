import { defineCheck } from '../../check.ts';
import { gapIn } from '../../support.ts';

export default defineCheck({
  id: 'security/no-personal-data',
  code: 'RD-069',
  summary: 'Texts of alerts name no single user.',
  why: 'What stands in a page is stored by every vendor on its way, for years.',
  level: 'silver',
  maturity: { stage: 'warn' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.alerts
      .filter(({ groups }) =>
        groups?.by.some(({ facet }) =>
          /(^|[._@-])(e?mail|phone|msisdn|user_?name|first_?name|last_?name|iban|client_?ip|ip_?address)$/i.test(facet),
        ),
      )
      .map((alert) =>
        gapIn(view, alert, ['groups'], `${view.id}/${alert.id} is grouped by personal data, which end in its titles.`, {
          help: 'Group by an id that only you can resolve.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { groups: { by: [user.email], notify: null } } }' }],
    good: [{}],
  },
});
