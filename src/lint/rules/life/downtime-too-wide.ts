import { defineRule } from '../../rule.ts';
import { downtimeDocument } from '../../support/downtime.ts';

const narrow = ['squad', 'application', 'alert', 'type', 'tier', 'category', 'tag', 'group', 'title'];

export default defineRule({
  id: 'life/downtime-too-wide',
  summary: 'A downtime names what it silences, not a whole environment that pages.',
  why: 'While one database is moved, a failure of anything else is silent, too. Outages like to come during maintenance.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    wide: 'This downtime silences everything in {environment}. Name the applications, squads or alerts that the work concerns.',
  },
  examples: {
    bad: [
      { files: { 'downtime.yaml': downtimeDocument('start: 2098-11-01T02:00, for: 1h', 'environment: production') } },
    ],
    good: [
      { files: { 'downtime.yaml': downtimeDocument('start: 2098-11-01T02:00, for: 1h') } },
      {
        because: 'Nobody is called from there.',
        files: { 'downtime.yaml': downtimeDocument('start: 2098-11-01T02:00, for: 1h', 'environment: staging') },
      },
    ],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'Downtime') return;
      const when = (document.data['when'] ?? {}) as Record<string, unknown>;
      if (narrow.some((key) => when[key] !== undefined)) return;
      const selected =
        when['environment'] === undefined ? context.environments : [when['environment']].flat().map(String);
      const paging = selected.filter((name) => /[*?]/.test(name) || context.pagingEnvironment(name));
      if (paging.length > 0)
        context.report({ message: 'wide', at: ['when'], data: { environment: paging.join(', ') } });
    },
  },
});
