import { defineRule } from '../../rule.ts';

const composite = (second: string): string => `alerts:
  both:
    description: Payments fail while the pool is full
    priority: P4
    category: errors
    source: { datadog: { composite: { members: { failing: card-errors, full: pool-full }, formula: failing && full } } }
  pool-full:
    description: Connection pool is full
    priority: P4
    category: saturation
    source: { datadog: { metric: { queries: { used: "max:payments.pool.used{env:\${dd}}" }, formula: used, unit: ratio } } }
    groups: { by: [${second}] }
    condition: { is: above, critical: 90%, over: 10m, noData: keep }`;

export default defineRule({
  id: 'group/composite-no-common',
  summary: 'Grouped members of a composite share a group.',
  why: 'A composite compares its members group by group. Members grouped by different things have no group in common, so the composite is accepted, looks healthy, and never fires.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    disjoint:
      'The members of this composite share no group ({groups}), so it never fires: group them by the same, or not at all.',
  },
  examples: {
    bad: [{ application: composite('region') }],
    good: [{ application: composite('acquirer') }],
  },
  visit: {
    catalog(catalog, report) {
      const byIdentity = new Map(catalog.alerts.map((alert) => [alert.identity, alert]));
      for (const alert of catalog.alerts) {
        const members = alert.members.map((identity) => byIdentity.get(identity)).filter((one) => one !== undefined);
        const grouped = members.filter((member) => member.groups.length > 0);
        if (grouped.length < 2) continue;
        const shared = grouped[0]?.groups.filter((group) => grouped.every((member) => member.groups.includes(group)));
        if (shared?.length) continue;
        const groups = grouped.map((member) => `${member.id}: ${member.groups.join(', ')}`).join('; ');
        report({
          message: 'disjoint',
          location: alert.location,
          subject: `${alert.application}/${alert.id}`,
          data: { groups },
        });
      }
    },
  },
});
