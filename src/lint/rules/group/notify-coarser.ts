import { defineRule } from '../../rule.ts';
import { isInstance } from '../../support/facets.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'group/notify-coarser',
  summary: 'A page is sent per service, not per machine.',
  why: 'One broken release on forty pods is one incident. Notified per pod it is forty pages, forty acknowledgements, and nobody reads the forty-first, which is another one.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    each: 'This pages once per "{alias}": add the service to "by" and notify per service with "notify: [service]".',
    notify: 'This pages once per "{alias}": take it out of "notify" and keep it in "by".',
  },
  examples: {
    bad: [
      { alert: 'groups: { by: [service, host], notify: null, limit: 20 }\nmessage: Card payments fail' },
      {
        alert:
          'groups: { by: [service, pod_name], notify: [service, pod_name], limit: 20 }\nmessage: Card payments fail',
      },
    ],
    good: [
      { alert: 'groups: { by: [service, host], notify: [service], limit: 20 }\nmessage: Card payments fail' },
      {
        because: 'nobody is woken',
        alert:
          'groups: { by: [service, host], notify: null, limit: 20 }\nmessage: Card payments fail\npriority: P4\nnotify: { critical: { channel: default } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { groups } = alert;
      if (!groups || !pagesOn(alert)) return;
      const fine = groups.by.filter(({ facet }) => isInstance(facet)).map(({ alias }) => alias);
      const alias = fine.find((one) => !groups.notify || groups.notify.includes(one));
      if (alias === undefined) return;
      if (groups.notify) context.report({ message: 'notify', at: ['groups', 'notify'], data: { alias } });
      else context.report({ message: 'each', at: ['groups', 'by'], data: { alias } });
    },
  },
});
