import { defineRule } from '../../rule.ts';

const composite = (members: string): string => `alerts:
  failing-alone:
    description: Payments fail
    priority: P4
    category: errors
    source: { datadog: { composite: { members: { failing: card-errors, again: card-errors }, formula: failing && again } } }
  both:
    description: Payments fail twice
    priority: P4
    category: errors
    source: { datadog: { composite: { members: { ${members} }, formula: a && b } } }`;

export default defineRule({
  id: 'group/composite-limits',
  summary: 'A composite has at most ten members, and no composite among them.',
  why: 'The vendor refuses both, in the middle of an apply, when half of the alerts are already there.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    nested: 'The member "{member}" is a composite itself, which the vendor refuses: name its members instead.',
    many: 'A composite takes ten members at most, not {count}: split it, or count the failures in one metric.',
  },
  examples: {
    bad: [{ application: composite('a: card-errors, b: failing-alone') }],
    good: [{ application: composite('a: card-errors, b: card-errors') }],
  },
  visit: {
    catalog(catalog, report) {
      const composites = new Set(
        catalog.alerts.filter(({ source }) => source.endsWith('.composite')).map(({ identity }) => identity),
      );
      for (const { members, location, application, id } of catalog.alerts) {
        const place = { location, subject: `${application}/${id}` };
        const nested = members.find((member) => composites.has(member));
        if (nested) report({ ...place, message: 'nested', data: { member: nested.split('/').slice(1).join('/') } });
        if (members.length > 10) report({ ...place, message: 'many', data: { count: members.length } });
      }
    },
  },
});
