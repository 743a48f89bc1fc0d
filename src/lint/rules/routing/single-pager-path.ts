import { defineRule } from '../../rule.ts';

const pager = /(?<![\w.])@(opsgenie|pagerduty|oncall|victorops|splunk-oncall|xmatters|squadcast|ilert|incident)[\w./-]*/i;

export default defineRule({
  id: 'routing/single-pager-path',
  summary: 'A page leaves through one door.',
  why: 'Two integrations for one alert are two pages with two acknowledgements. The second person gets up for something that the first has already mended.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    handle:
      'The message calls {handle} although "notify" already decides who is called: remove the handle from the text.',
  },
  examples: {
    bad: [{ alert: 'message: "Card payments fail at {{group.acquirer}} @opsgenie-payments"' }],
    good: [{ alert: 'message: "Card payments fail at {{group.acquirer}}"' }],
  },
  visit: {
    alert(alert, context) {
      const handle = pager.exec(alert.message ?? '')?.[0];
      if (handle) context.report({ message: 'handle', at: ['message'], data: { handle } });
    },
  },
});
