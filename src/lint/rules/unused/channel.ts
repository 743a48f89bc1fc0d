import { defineRule, type CatalogView } from '../../rule.ts';
import { documentsOf, keysOf, mentionsOf } from '../../support/catalog.ts';

const disputes = 'channels: { disputes: { slack: "#disputes" } }';
/** Used without being named: alarms go to the first by default, people open incidents in the second. */
const implied = new Set(['default', 'incidents']);

export default defineRule({
  id: 'unused/channel',
  summary: 'Every channel of a squad is notified by something.',
  why: 'A channel in the definitions looks as if alarms arrived there. People join it, wait, and conclude that all is well.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: 'Nothing notifies the channel "{channel}": use it in a "notify", or remove it.',
  },
  examples: {
    bad: [{ squad: disputes }],
    good: [{ squad: disputes, alert: 'notify: { warning: { channel: disputes } }' }],
  },
  visit: {
    catalog(catalog, report) {
      const used = usedChannels(catalog);
      for (const squad of documentsOf(catalog, 'Squad')) {
        for (const channel of keysOf(squad, 'channels')) {
          if (implied.has(channel) || used.has(`${squad.id}/${channel}`) || used.has(`*/${channel}`)) continue;
          report({ message: 'unused', location: squad.location, subject: `squad ${squad.id}`, data: { channel } });
        }
      }
    },
  },
});

/** `squad/channel`; templates and project defaults may mean any squad's. */
function usedChannels(catalog: CatalogView): Set<string> {
  const owners = new Map(catalog.alerts.map(({ application, squad }) => [application, squad]));
  return new Set(
    mentionsOf(catalog, 'Channel').map(({ by, reference }) => {
      const owner = reference.owner ?? (by.kind === 'Application' ? owners.get(by.id) : undefined);
      return `${owner ?? '*'}/${reference.id}`;
    }),
  );
}
