import type { Problem } from '../resource.ts';
import { type Properties, isProperties, texts, unknown } from '../values.ts';

/** `MonitorType` and `MonitorRenotifyStatusType` of the OpenAPI description v1, which the provider checks itself. */
const types = [
  'composite|event alert|log alert|metric alert|process alert|query alert|rum alert|service check|synthetics alert',
  'trace-analytics alert|slo alert|event-v2 alert|audit alert|ci-pipelines alert|ci-tests alert|error-tracking alert',
  'database-monitoring alert|network-performance alert|cost alert|data-quality alert|network-path alert',
  'data-jobs alert|llm-observability alert',
].flatMap((line) => line.split('|'));
const statuses = ['alert', 'warn', 'no data'];
const numbers = ['ok', 'warning', 'critical', 'unknown', 'warningRecovery', 'criticalRecovery'];

/** What the provider refuses before it asks the vendor. */
export function monitorProblems(inputs: Properties): Problem[] {
  const { type, monitorThresholds: thresholds } = inputs;
  const problems: Problem[] = [];
  if (type !== unknown && !types.includes(String(type))) {
    problems.push({ property: 'type', reason: `invalid value "${String(type)}", must be one of ${types.join(', ')}` });
  }
  for (const [index, status] of (texts(inputs['renotifyStatuses']) ?? []).entries()) {
    if (status === unknown || statuses.includes(status)) continue;
    problems.push({ property: `renotifyStatuses[${index}]`, reason: `invalid value "${status}"` });
  }
  for (const name of isProperties(thresholds) ? numbers : []) {
    const value = isProperties(thresholds) ? thresholds[name] : undefined;
    if (value === undefined || value === unknown || value === '' || Number.isFinite(Number(value))) continue;
    problems.push({ property: `monitorThresholds.${name}`, reason: `"${String(value)}" is not a number` });
  }
  return problems;
}
