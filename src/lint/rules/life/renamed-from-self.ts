import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'life/renamed-from-self',
  summary: 'An alert or application is not renamed from its own name.',
  why: 'The new id was written in both places, so the old one is lost: the object would be deleted and made anew, and its history with it.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    alert: '"{name}" is the name of this alert itself. Write the old name, or remove it.',
    application: '"{name}" is the id of this application itself. Write the old id, or remove it.',
    squad: '"{name}" owns this already. Remove "transferredFrom", or name the squad that owned it before.',
  },
  examples: {
    bad: [
      { alert: 'renamedFrom: [card-errors]' },
      { alert: 'renamedFrom: [checkout-api/card-errors]' },
      { application: 'renamedFrom: [checkout-api]' },
      { application: 'transferredFrom: payments' },
    ],
    good: [{ alert: 'renamedFrom: [checkout-api/card-failures]' }],
  },
  visit: {
    alert(alert, context) {
      alert.renamedFrom.forEach((name, index) => {
        if (name === alert.id || name === `${alert.application}/${alert.id}`)
          context.report({ message: 'alert', at: ['renamedFrom', index], data: { name } });
      });
      if (alert.has(['transferredFrom']) && alert.transferredFrom === alert.squad)
        context.report({ message: 'squad', at: ['transferredFrom'], data: { name: alert.squad } });
    },
    application(application, context) {
      const names = application.data['renamedFrom'];
      if (Array.isArray(names) && names.includes(application.id))
        context.report({
          message: 'application',
          at: ['renamedFrom', names.indexOf(application.id)],
          data: { name: application.id },
        });
      if (application.data['transferredFrom'] === application.squad)
        context.report({ message: 'squad', at: ['transferredFrom'], data: { name: application.squad } });
    },
  },
});
