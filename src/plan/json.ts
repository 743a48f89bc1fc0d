import { jsonText } from '../findings/printable.ts';
import type { FieldChange, Plan } from '../graph/plan.ts';
import type { Json } from '../graph/types.ts';
import type { PlanReport, ReportedChange } from './report.ts';

/** A plan as data, with stable names. */
export function planReport(plan: Plan): PlanReport {
  return {
    version: 1,
    units: plan.units.map(({ unit, recorded, operations }) => ({
      unit,
      recorded,
      operations: operations.map((operation) => ({ ...operation, changes: operation.changes.map(reportChange) })),
    })),
    causes: plan.causes,
    summary: plan.summary,
  };
}

/** The report as text, ending with a line break; characters that steer terminals or CI logs are JSON escapes. */
export function renderPlanJson(plan: Plan): string {
  return jsonText(planReport(plan));
}

function reportChange(change: FieldChange): ReportedChange {
  return { ...change, old: (change.old ?? null) as Json, new: (change.new ?? null) as Json };
}
