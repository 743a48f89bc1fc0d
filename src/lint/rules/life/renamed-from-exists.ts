import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'life/renamed-from-exists',
  summary: 'What was renamed no longer exists under the old name, and became one thing only.',
  why: 'The object of the old name would have to become two. Either the alert that still stands there loses its object and history, or both fight for it at every apply.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    alert: 'The alert "{name}" still exists. Remove it, or remove it from "renamedFrom".',
    application: 'The application "{name}" still exists. Remove it, or remove it from "renamedFrom" of {application}.',
    twice: 'The alert {other} is renamed from "{name}", too. Only one of the two can keep the object.',
  },
  examples: {
    bad: [
      { alert: 'renamedFrom: [dead-letters]' },
      {
        files: {
          'refunds.yaml':
            'apiVersion: alerts/v1\nkind: Application\nid: refunds\nsquad: payments\nrenamedFrom: [checkout-api]\n',
        },
      },
      {
        application: `
          alerts:
            dead-letters: { renamedFrom: [card-failures] }
            card-errors: { renamedFrom: [card-failures] }`,
      },
    ],
    good: [{ alert: 'renamedFrom: [checkout-api/card-failures]' }],
  },
  visit: {
    application(application, context) {
      const existing = new Set(application.alerts.map((alert) => alert.id));
      const claimed = new Map<string, string>();
      for (const alert of application.alerts) {
        alert.renamedFrom.forEach((written, index) => {
          const slash = written.indexOf('/');
          if (slash >= 0 && written.slice(0, slash) !== application.id) return;
          const name = written.slice(slash + 1);
          const at = alert.origin(['renamedFrom', index]).node;
          const other = claimed.get(name);
          if (name !== alert.id && existing.has(name))
            context.report({ message: 'alert', at, data: { name: written } });
          else if (other !== undefined && other !== alert.id)
            context.report({ message: 'twice', at, data: { name: written, other } });
          claimed.set(name, other ?? alert.id);
        });
      }
    },
    catalog(catalog, report) {
      const applications = catalog.documents.filter((document) => document.kind === 'Application');
      const ids = new Set(applications.map((application) => application.id));
      for (const { id, location, facts } of applications) {
        const old = Array.isArray(facts['renamedFrom']) ? facts['renamedFrom'].map(String) : [];
        const name = old.find((one) => one !== id && ids.has(one));
        if (name !== undefined)
          report({ message: 'application', location, subject: id, data: { name, application: id } });
      }
    },
  },
});
