import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { sourcePath, sourceText } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };
const inside =
  /^https?:\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|[^/:]+\.(internal|local|lan|svc|cluster\.local|intra)(?=[/:]|$)|[^/.:]+(?=[/:]|$))/i;

export default defineRule({
  id: 'probe/unreachable-address',
  summary: 'A probe from outside asks an address that exists outside.',
  why: 'StatusCake cannot see your private network: such a probe is down from its first minute, gets muted, and is forgotten.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    inside:
      'The address {url} exists only inside your network, which the probe cannot enter: use the public address, or a check by an agent inside.',
  },
  examples: {
    bad: [
      { alert: uptime(calm).replace('pay.acme.example', 'pay.svc.cluster.local') },
      { alert: uptime(calm).replace('pay.acme.example', '10.0.3.7') },
    ],
    good: [{ alert: uptime(calm) }],
  },
  visit: {
    alert(alert, context) {
      const url = alert.source.vendor === 'statuscake' ? sourceText(alert, 'url') : undefined;
      if (url !== undefined && inside.test(url))
        context.report({ message: 'inside', at: sourcePath(alert, 'url'), data: { url } });
    },
  },
});
