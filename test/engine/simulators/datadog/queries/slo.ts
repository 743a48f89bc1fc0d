import type { Account } from '../account.ts';
import { printed, refuse } from '../refusal.ts';
import { type Call, parseCalls } from './calls.ts';
import { type Comparison, type ParsedQuery, invalidQuery, splitComparison } from './comparison.ts';
import { windowMinutes } from './windows.ts';

/**
 * `error_budget("ID").over("7d") > 75`, where the threshold is a percentage, and
 * `burn_rate("ID").over("7d").long_window("1h").short_window("5m") > 14.4`. Sources: OpenAPI v1, `CreateMonitor`, "SLO Alert Query";
 * https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/ (API and Terraform).
 */
export function parseSloQuery(query: string, account: Account): ParsedQuery {
  const { measured, comparison } = splitComparison(query);
  if (!['>', '>='].includes(comparison.operator)) invalidQuery('SLO alerts compare with > or >=');
  const [first, ...rest] = parseCalls(measured);
  const slo = account.slos.get(first?.args[0] ?? '') ?? invalidQuery(`SLO ${first?.args[0] ?? ''} not found`);
  const argument = (name: string): string | undefined => rest.find((call) => call.name === name)?.args[0];
  const over = argument('over') ?? invalidQuery('over is required');
  const objective = slo.thresholds.find(({ timeframe }) => timeframe === over);
  if (!objective) return invalidQuery(`the SLO has no target over ${over}`);
  if (first?.name === 'error_budget') checkBudget(rest, comparison);
  else if (first?.name === 'burn_rate') checkBurn(argument, comparison, objective.target);
  else invalidQuery('error_budget or burn_rate is required');
  return { comparison, groups: slo.groups ?? [], multi: false };
}

function checkBudget(rest: readonly Call[], { value = -1 }: Comparison): void {
  if (rest.length > 1) invalidQuery(`unknown function ${rest[1]?.name ?? ''}`);
  if (value < 0 || value > 100)
    refuse(`Alert threshold (${printed(value)}) must be in range 0 to 100.0 for error budget alerts.`);
}

/** The long window is between 1 and 48 hours, the short one is less; the burn rate is at most 1 / (1 - target). */
function checkBurn(argument: (name: string) => string | undefined, { value = -1 }: Comparison, target: number): void {
  const long = windowMinutes(argument('long_window') ?? invalidQuery('long_window is required'));
  const short = windowMinutes(argument('short_window') ?? invalidQuery('short_window is required'));
  if (long < 60 || long > 2880) invalidQuery('long_window must be between 1 and 48 hours');
  if (short < 1 || short >= long) invalidQuery('short_window is out of range');
  const most = 1 / (1 - target / 100);
  // The words are in DataDog/terraform-provider-datadog issue 1093.
  if (value <= 0 || value > most + 1e-9) {
    refuse(
      `Alert threshold (${printed(value)}) must be in range 0 to ${printed(Number(most.toFixed(4)))} ` +
        'for burn rate alerts (max threshold = 1/1-slo target).',
    );
  }
}

/** The SLO that a query of an `slo alert` names. */
export function sloOf(query: string): string | undefined {
  return /^\s*(?:error_budget|burn_rate)\("([^"]*)"\)/.exec(query)?.[1];
}
