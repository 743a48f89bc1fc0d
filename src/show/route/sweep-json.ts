import { isoText } from '../../oncall/routing/local-text.ts';
import type { SilentSpan } from '../../oncall/routing/sweep.ts';
import type { SweepReport } from './sweep-report.ts';

/** A sweep for machines. */
export function sweepJson({ range, zone, within, swept, silent }: SweepReport): Record<string, unknown> {
  const spans = silent.flatMap((one) => one.spans);
  return {
    version: 1,
    from: isoText(zone, range.from),
    until: isoText(zone, range.until),
    zone,
    within,
    alerts: silent.map((one) => ({
      alerts: one.identities,
      priority: one.facts.priority,
      spans: one.spans.map((span) => spanJson(span, zone)),
    })),
    summary: {
      swept,
      silent: silent.filter((one) => one.spans.some(({ onPurpose }) => !onPurpose)).flatMap((one) => one.identities)
        .length,
      spans: spans.filter(({ onPurpose }) => !onPurpose).length,
      onPurpose: spans.filter(({ onPurpose }) => onPurpose).length,
    },
  };
}

function spanJson({ from, until, priority, unreached, onPurpose }: SilentSpan, zone: string): Record<string, unknown> {
  return {
    from: isoText(zone, from),
    until: isoText(zone, until),
    priority,
    kind: unreached.kind,
    reason: unreached.reason,
    onPurpose,
  };
}
