/** `MonitorType` of the OpenAPI description v1, without `synthetics alert`, which comes from the Synthetics API only. */
export const monitorTypes: ReadonlySet<string> = new Set([
  'composite',
  'event alert',
  'log alert',
  'metric alert',
  'process alert',
  'query alert',
  'rum alert',
  'service check',
  'trace-analytics alert',
  'slo alert',
  'event-v2 alert',
  'audit alert',
  'ci-pipelines alert',
  'ci-tests alert',
  'error-tracking alert',
  'database-monitoring alert',
  'network-performance alert',
  'cost alert',
  'data-quality alert',
  'network-path alert',
  'data-jobs alert',
  'llm-observability alert',
]);

/** What `GET /api/v1/monitor/search` calls a type: `type:metric`, `type:log`. */
export function classification(type: string): string {
  if (type === 'metric alert' || type === 'query alert') return 'metric';
  return type.replace(/ (alert|check)$/, '');
}
