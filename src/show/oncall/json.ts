import type { Coverage } from '../../oncall/coverage/coverage.ts';
import type { Instant } from '../../oncall/model.ts';
import { isoText } from '../../oncall/routing/local-text.ts';
import type { CoverageFinding } from '../../oncall/coverage/finding.ts';
import type { Finding } from '../../findings/finding.ts';
import type { OnCallEntry } from './entry.ts';

/**
 * An entry for machines: `from` and `until` bound the person's unbroken duty, with the offset of the schedule's zone; `until` is null for
 * one that never ends, `rotation` is null for an override.
 */
export function entryJson({ schedule, duty }: OnCallEntry): Record<string, unknown> {
  const { squad, id, zone } = schedule;
  const { rotation = null, person, from, until, override } = duty;
  return {
    squad,
    schedule: id,
    rotation,
    person,
    from: isoText(zone, from),
    until: until === Infinity ? null : isoText(zone, until),
    ...(override ? { override: override.reason === undefined ? {} : { reason: override.reason } } : {}),
  };
}

/** Gaps, shares and findings of `--check`. */
export function coverageJson(
  { gaps, shares }: Coverage,
  findings: readonly (Finding & Pick<CoverageFinding, 'squad' | 'schedule' | 'person'>)[],
  zoneOf: (squad: string, schedule: string) => string,
): Record<string, unknown> {
  return {
    gaps: gaps.map(({ squad, schedule, from, until, onPurpose }) => {
      const text = (at: Instant): string => isoText(zoneOf(squad, schedule), at);
      return { squad, schedule, from: text(from), until: text(until), onPurpose };
    }),
    shares: shares.map((share) => ({
      ...share,
      hours: tenths(share.hours),
      nightHours: tenths(share.nightHours),
      weekendHours: tenths(share.weekendHours),
      holidayHours: tenths(share.holidayHours),
    })),
    findings: findings.map(({ rule, severity, message, location, squad, schedule, person = null }) => {
      return { rule, severity, message, squad, schedule, person, ...location };
    }),
  };
}

function tenths(hours: number): number {
  return Math.round(hours * 10) / 10;
}
