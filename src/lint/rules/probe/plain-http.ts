import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };

export default defineRule({
  id: 'probe/plain-http',
  summary: 'A probe uses https, as customers do.',
  why: 'Over http the probe sees the redirect of the load balancer, which answers even when the certificate is expired or everything behind it is down.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    http: 'This probe asks over http, and most likely sees a redirect: use the https address.',
  },
  examples: {
    bad: [{ alert: uptime(calm).replace('https:', 'http:') }],
    good: [{ alert: uptime(calm) }],
  },
  visit: {
    alert(alert, context) {
      if (isSource(alert, 'statuscake', 'uptime') && sourceText(alert, 'url')?.startsWith('http://'))
        context.report({ message: 'http', at: sourcePath(alert, 'url') });
    },
  },
});
