import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };
const verb =
  /[/=](logout|log-out|signout|delete|destroy|remove|purge|reset|cancel|unsubscribe|create|confirm|pay|refund|send)(?=[/?&#]|$)/i;

export default defineRule({
  id: 'probe/mutating',
  summary: 'A probe changes nothing.',
  why: 'The probe calls this address every minute from several continents. If the address does something, it does it 40,000 times a month.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    verb: 'The address contains "{verb}", which changes something each time the probe calls it: probe a health address instead.',
  },
  examples: {
    bad: [{ alert: uptime(calm).replace('/healthz', '/cart/reset') }],
    good: [
      { alert: uptime(calm) },
      { because: 'a word within a name', alert: uptime(calm).replace('/healthz', '/payments/health') },
    ],
  },
  visit: {
    alert(alert, context) {
      const found = isSource(alert, 'statuscake', 'uptime') ? verb.exec(sourceText(alert, 'url') ?? '') : null;
      if (found) context.report({ message: 'verb', at: sourcePath(alert, 'url'), data: { verb: found[1] ?? '' } });
    },
  },
});
