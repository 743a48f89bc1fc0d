import { secretIn } from '../../../lint/support/secrets.ts';
import { defineCheck } from '../../check.ts';
import { gapIn } from '../../support.ts';

export default defineCheck({
  id: 'security/no-secrets',
  code: 'RD-070',
  summary: 'No alert, message or address holds a secret.',
  why: 'Alerts are read in chats, mails and on phones; a secret in one is public.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.alerts.flatMap((alert) => {
      const kind = secretIn(JSON.stringify(alert.data));
      return kind === undefined
        ? []
        : [
            gapIn(view, alert, [], `${view.id}/${alert.id} seems to hold ${kind}.`, {
              help: 'Revoke it, and name where it is kept instead.',
            }),
          ];
    }),
  examples: {
    bad: [
      { application: "alerts: { card-errors: { message: 'Retry with ghp_16C7e42F292c6912E7710c838347Ae178B4a' } }" },
    ],
    good: [{}],
  },
});
