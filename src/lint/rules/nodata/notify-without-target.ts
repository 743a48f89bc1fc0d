import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'nodata/notify-without-target',
  summary: 'An alert that notifies about missing data has somebody to notify.',
  why: 'The condition says that missing data matter, the recipients say that nobody wants to know: the telemetry stops and no message leaves.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    nobody:
      '"noData: notify" has no recipient, since "notify.noData" is none: name a channel or on-call, or use another "noData".',
  },
  examples: {
    bad: [{ alert: 'condition: { noData: notify }\nnotify: { noData: none }' }],
    good: [{ alert: 'condition: { noData: notify }\nnotify: { noData: { channel: default } }' }],
  },
  visit: {
    alert(alert, context) {
      const noData = 'noData' in alert.condition ? alert.condition.noData : undefined;
      if (noData === 'notify' && alert.notify.noData.length === 0)
        context.report({ message: 'nobody', at: ['notify', 'noData'] });
    },
  },
});
