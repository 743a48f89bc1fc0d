import { defineRule } from '../../rule.ts';
import { documentsOf } from '../../support/catalog.ts';
import { burn, sloDocument } from '../../support/examples.ts';

const files = { 'payments/slo.yaml': sloDocument(0.999) };

export default defineRule({
  id: 'unused/slo',
  summary: 'Every SLO has an alert on its burn rate.',
  why: 'An SLO without an alert is a number that somebody looks at after the quarter, when the promise is already broken.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    silent:
      'No alert watches the error budget of "{slo}": add one with `source: { slo: {slo} }`, or use the template for burn rates.',
  },
  examples: {
    bad: [{ files }],
    good: [{ files, alert: burn({ burn: 14.4, long: '1h', short: '5m' }) }],
  },
  visit: {
    catalog(catalog, report) {
      const watched = new Set(catalog.alerts.map(({ slo }) => slo));
      for (const { id, facts, location } of documentsOf(catalog, 'OpenSLO'))
        if (facts['kind'] === 'SLO' && !watched.has(id))
          report({ message: 'silent', location, subject: `SLO ${id}`, data: { slo: id } });
    },
  },
});
