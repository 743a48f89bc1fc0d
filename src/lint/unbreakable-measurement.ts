import type { UnbreakableRule } from './unbreakable.ts';

/** Rules about measurements, routing and tests that the format or an earlier check makes impossible to break. */
export const unbreakableMeasurementRules: readonly UnbreakableRule[] = [
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
    id: 'redash/schedule-required',
    why: 'A Redash query without "every" is schema/required: it is refused before any rule looks at it.',
  },
  {
    id: 'test/approx-only',
    why: 'A test cannot claim a fidelity: the format has no field for it.',
  },
];
