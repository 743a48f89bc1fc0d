import type { MeasurementCondition, Source } from '../../../../src/definitions/types.ts';
import type { AlertPatch } from '../resolved-alert.ts';

/** A PromQL source. */
export function promql(expr: string, more: Record<string, unknown> = {}): Source {
  const unit = typeof more['unit'] === 'string' ? { unit: more['unit'] } : {};
  return { vendor: 'prometheus', type: '', fields: { expr, ...more }, ...unit };
}

/** An alert on a gauge above 100. */
export function gauge(condition: Partial<MeasurementCondition> = {}, more: Partial<AlertPatch> = {}): AlertPatch {
  return {
    source: promql('jobs_depth'),
    condition: { kind: 'measurement', is: 'above', critical: 100, ...condition },
    ...more,
  };
}
