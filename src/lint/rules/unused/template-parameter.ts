import { defineRule } from '../../rule.ts';

const template = (query: string): Record<string, string> => ({
  'templates/refunds.yaml': `apiVersion: alerts/v1
kind: Template
id: refunds
parameters:
  service: { type: string, description: Name of the service. }
alerts:
  refunds-fail:
    description: Refunds fail
    priority: P4
    source: { datadog: { logs: { query: "${query} status:error env:\${dd}", compute: count } } }
    condition: { is: above, critical: 20, over: 10m, noData: ok }
`,
});
const use = 'use: [{ template: refunds, with: { service: refunds } }]';

export default defineRule({
  id: 'unused/template-parameter',
  summary: 'Every parameter of a template is used in it.',
  why: 'Whoever uses the template sets the parameter and believes that the alerts follow it; they have the value that is typed into the query.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    unused: 'The template never uses its parameter "{parameter}": write ${{parameter}} where it belongs, or remove it.',
  },
  examples: {
    bad: [{ application: use, files: template('service:refunds') }],
    good: [{ application: use, files: template('service:${service}') }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'Template') return;
      const { parameters, ...rest } = document.data;
      const text = JSON.stringify(rest);
      for (const parameter of Object.keys((parameters as object | undefined) ?? {}))
        if (!text.includes(`\${${parameter}}`))
          context.report({ message: 'unused', at: ['parameters', parameter], key: true, data: { parameter } });
    },
  },
});
