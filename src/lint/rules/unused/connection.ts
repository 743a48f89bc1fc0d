import { defineRule } from '../../rule.ts';
import { documentsOf, mentionsOf } from '../../support/catalog.ts';

const second = 'connections: { old-broker: { vendor: rabbitmq, url: "https://old.${host}", via: datadog } }';

export default defineRule({
  id: 'unused/connection',
  summary: 'Of several connections to one vendor each is named somewhere.',
  why: 'After a migration the old server stays in the file, with its key in every environment of the CI. Nothing measures there any more, and somebody must keep the key alive.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused:
      'Nothing names the connection "{connection}", while there is another one to {vendor}: remove it, and revoke its key.',
  },
  examples: {
    bad: [{ project: second }],
    good: [
      {
        because: 'the only broker may serve the comparison with what exists there',
        project: 'connections: { broker: null }\n',
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const named = new Set(mentionsOf(catalog, 'Connection').map(({ reference }) => reference.id));
      for (const project of documentsOf(catalog, 'Project')) {
        const connections = Object.entries((project.facts['connections'] ?? {}) as Record<string, { vendor: string }>);
        connections.forEach(([connection, { vendor }], index) => {
          const others = connections.filter(([other, data]) => other !== connection && data.vendor === vendor);
          // The first connection of a vendor serves sources that name none.
          const first = connections.findIndex(([, data]) => data.vendor === vendor) === index;
          if (others.length === 0 || first || named.has(connection)) return;
          report({
            message: 'unused',
            location: project.location,
            subject: `project ${project.id}`,
            data: { connection, vendor },
          });
        });
      }
    },
  },
});
