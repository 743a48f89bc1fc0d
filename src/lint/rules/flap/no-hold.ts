import { defineRule } from '../../rule.ts';
import { check, graylog, graylogServer } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';
import { repeatsItself } from '../../support/repetition.ts';

const squad = 'integrations: { graylog: { type: Email, address: graylog-payments } }';

export default defineRule({
  id: 'flap/no-hold',
  summary: 'One failed check does not page.',
  why: 'One lost packet, one restart, one slow answer: a check fails once now and then on every healthy system. Two in a row are the cheapest filter there is.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    check: 'This pages at the first failed check: use "failures: 2" or more.',
    grace:
      'This searches every {every} and tells each time that it finds something: add "renotify.every" as the time in which it stays quiet afterwards.',
  },
  examples: {
    bad: [
      { alert: check({ failures: 1, recoveries: 2, noData: 'notify' }, 'category: availability') },
      {
        alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }, 'renotify: null'),
        squad,
        project: `defaults: null\n${graylogServer('onCall: "graylog-${squad}@acme.opsgenie.net"')}`,
      },
    ],
    good: [
      { alert: check({ failures: 3, recoveries: 2, noData: 'notify' }, 'category: availability') },
      {
        alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }, 'renotify: { every: 30m }'),
        squad,
        project: graylogServer('onCall: "graylog-${squad}@acme.opsgenie.net"'),
      },
      {
        because: 'requests to the on-call backend are one alert while it is open, and wait for nothing',
        alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }, 'renotify: null'),
        project: `defaults: null\n${graylogServer('onCallKey: { env: GRAYLOG_ON_CALL_KEY }')}`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (!pagesOn(alert)) return;
      if (alert.condition.kind === 'check' && alert.condition.failures < 2)
        context.report({ message: 'check', at: ['condition', 'failures'] });
      if (
        alert.source.vendor === 'graylog' &&
        alert.renotify?.every === undefined &&
        repeatsItself(alert, context.project)
      )
        context.report({
          message: 'grace',
          at: ['renotify', 'every'],
          data: { every: String(alert.source.fields['every']) },
        });
    },
  },
});
