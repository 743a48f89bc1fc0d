import type { Comparison, ParsedQuery } from '../queries/comparison.ts';
import { type Fields, isFields, printed, refuse, refuseUnknown } from '../refusal.ts';

const numbers = ['critical', 'critical_recovery', 'ok', 'unknown', 'warning', 'warning_recovery'] as const;
const known = new Set<string>([...numbers, 'critical_query', 'critical_recovery_query']);

type Thresholds = Partial<Record<(typeof numbers)[number], number>>;

/**
 * Thresholds as Datadog keeps them: without nulls, and not at all when none is left. The words of the errors are in issues
 * DataDog/datadog-operator 2106, DataDog/terraform-provider-datadog 372 and DataDog/datadog-api-client-typescript 754; those for
 * warnings are ours.
 */
export function checkThresholds(options: Fields, query: ParsedQuery): Fields | undefined {
  const given = options['thresholds'];
  if (!isFields(given)) return undefined;
  refuseUnknown(given, known);
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  if (Object.keys(kept).length === 0) return undefined;
  for (const name of numbers) {
    if (kept[name] !== undefined && typeof kept[name] !== 'number') refuse('Non-numeric threshold value.');
  }
  const thresholds = kept as Thresholds;
  if (query.largest !== undefined) checkCounts(thresholds, query.largest);
  else if (query.comparison) checkLevels(thresholds, query.comparison, kept['critical_query'] !== undefined);
  return kept;
}

/** Service checks: counts of statuses, none above the number of results that the query looks at. */
function checkCounts(thresholds: Thresholds, largest: number): void {
  for (const value of Object.values(thresholds)) {
    if (!Number.isInteger(value) || value < 1 || value > largest) {
      refuse(`Threshold (${printed(value)}) must be a count between 1 and the number of checks (${largest}).`);
    }
  }
}

function checkLevels(thresholds: Thresholds, { operator, value }: Comparison, dynamic: boolean): void {
  const { critical, warning, critical_recovery: calm, warning_recovery: warningCalm } = thresholds;
  if (value === undefined && !dynamic) refuse('critical_query is required for a dynamic threshold.');
  if (dynamic) return;
  if (critical === undefined) return refuse('Alert status is required.');
  if (critical !== value) {
    refuse(`Alert threshold (${printed(critical)}) does not match that used in the query (${printed(value ?? NaN)}).`);
  }
  const side = operator.startsWith('>') ? 1 : operator.startsWith('<') ? -1 : 0;
  if (warning !== undefined && (warning - critical) * side >= 0 && side !== 0) {
    refuse(
      `Warning threshold (${printed(warning)}) must be ${side > 0 ? 'less' : 'greater'} than the alert threshold.`,
    );
  }
  checkRecovery('alert', critical, calm, side);
  if (warningCalm !== undefined && warning === undefined)
    refuse('A warning recovery threshold needs a warning threshold.');
  if (warning !== undefined) checkRecovery('warning', warning, warningCalm, side);
}

function checkRecovery(state: string, level: number, recovery: number | undefined, side: number): void {
  if (recovery === undefined) return;
  if (side === 0) refuse('Recovery thresholds are not available for == and !=.');
  if ((recovery - level) * side > 0) {
    refuse(
      `${state} and ${state} recovery criteria are such that the monitor can be simultaneously in ${state} and ${state} recovery states`,
    );
  }
}
