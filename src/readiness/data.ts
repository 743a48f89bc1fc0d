import { nextStepOf } from './next-step.ts';
import { commandsOf } from './report.ts';
import type { CheckResult } from './evaluate.ts';
import type { Scorecard } from './scorecard.ts';

/** A scorecard as data for programs. */
export function scorecardData({ results, steps, nextLevel, tier, ...rest }: Scorecard): Record<string, unknown> {
  return {
    ...rest,
    tier: tier ?? null,
    nextLevel: nextLevel ?? null,
    steps: steps.map((result) => ({
      check: result.check.id,
      effort: result.check.effort,
      gaps: result.gaps.length,
      commands: commandsOf(result),
      edits: editsOf(result),
    })),
    checks: results.map(resultData),
  };
}

/** Places to edit where no command scaffolds anything, `file:line:column`, each once. */
function editsOf({ gaps }: CheckResult): string[] {
  return [...new Set(gaps.map(nextStepOf).flatMap((step) => ('place' in step ? step.place : [])))];
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
    edits: editsOf(result),
    exempt: result.exempt.map(({ gap: { message, subject }, exemption: { id } }) => ({
      message,
      subject: subject ?? null,
      exemption: id,
    })),
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
