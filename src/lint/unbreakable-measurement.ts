import type { UnbreakableRule } from './unbreakable.ts';

/** Rules about measurements, routing and tests that the format or an earlier check makes impossible to break. */
export const unbreakableMeasurementRules: readonly UnbreakableRule[] = [
  {
    id: 'threshold/query-mismatch',
    why: 'The threshold is written once, in the condition; the query that the vendor gets is built from it, and a raw query is compared with its options when it is compiled.',
  },
  {
    id: 'threshold/critical-missing',
    why: 'A measurement without "is" and "critical" is condition/incomplete: it is refused before any rule looks at it.',
  },
  {
    id: 'routing/single-pager-path',
    why: 'The project has one on-call connection, "on-call" stands once in a list of recipients, and handles in texts are reported by message/no-mention.',
  },
  {
    id: 'nodata/timeframe',
    why: 'The format has no separate time for missing data: it follows from the window when the alert is compiled.',
  },
  {
    id: 'nodata/mixed-options',
    why: '"noData" is the one field for missing data; the legacy and the new options of the vendor are written by the compiler, never both.',
  },
  {
    id: 'graylog/grace-needs-key',
    why: 'The key of an event is built from the groups of the alert, so one host never mutes another.',
  },
  {
    id: 'test/approx-only',
    why: 'A test cannot claim a fidelity: it is derived from the source when the test runs, and printed with every result.',
  },
];
