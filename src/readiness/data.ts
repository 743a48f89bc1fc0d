import { commandsOf } from './report.ts';
import type { CheckResult } from './evaluate.ts';
import type { Scorecard } from './scorecard.ts';

/** A scorecard as data for programs. */
export function scorecardData({ results, steps, nextLevel, tier, ...rest }: Scorecard): Record<string, unknown> {
  return {
    ...rest,
    tier: tier ?? null,
    nextLevel: nextLevel ?? null,
    steps: steps.map(({ check, gaps }) => ({ check: check.id, effort: check.effort, gaps: gaps.length })),
    checks: results.map(resultData),
  };
}

function resultData(result: CheckResult): Record<string, unknown> {
  const { check, verdict, gaps, reason, exemption, stage } = result;
  return {
    id: check.id,
    code: check.code,
    level: check.level,
    stage,
    verdict,
    reason: reason ?? null,
    gaps: gaps.map(({ message, at, help, command, subject }) => {
      const { file, line, column } = at.file.locate(at);
      return { message, file, line, column, subject: subject ?? null, help: help ?? null, command: command ?? null };
    }),
    commands: commandsOf(result),
    exemption: exemption
      ? {
          id: exemption.id,
          reason: exemption.reason,
          owner: exemption.owner,
          approvedBy: exemption.approvedBy ?? null,
          until: exemption.until,
          ticket: exemption.ticket ?? null,
        }
      : null,
  };
}
