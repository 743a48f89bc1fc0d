import { jsonText } from '../../findings/printable.ts';
import { renderPlanJson } from '../../plan/json.ts';
import { scorecardData } from '../../readiness/data.ts';
import { changesJson } from '../route/changes-text.ts';
import { enforced, type CiReport } from './report.ts';

/**
 * The report for programs; `schemas/reports/ci.schema.json` describes it.
 * @param findings the report of its findings as JSON, whose fields it has
 */
export function ciJson(report: CiReport, findings: string): string {
  const { base, mergeBase, applications, tests, plan, nights, notes } = report;
  return jsonText({
    ...(JSON.parse(findings) as Record<string, unknown>),
    base,
    mergeBase,
    blocks: enforced(report).length > 0,
    applications: applications.map(({ card, before }) => ({ before: before ?? null, ...scorecardData(card) })),
    tests,
    missingApprovals: report.missingApprovals,
    fresh: report.findings.flatMap((finding, index) => (report.fresh.has(finding) ? [index] : [])),
    plan: plan ? (JSON.parse(renderPlanJson(plan)) as unknown) : null,
    nights: nights ? nightsData(nights) : null,
    notes,
  });
}

/** People are initials here, too, so duties and loads, which name them by id, are left to the sentences. */
function nightsData(nights: NonNullable<CiReport['nights']>): Record<string, unknown> {
  const { from, until, zone, squads, routes } = changesJson(nights);
  return { from, until, zone, squads, routes };
}
