import { UsageError, type CommandResult } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';
import { builtInChecks } from '../lint/built-in.ts';
import { rules } from '../lint/registry.generated.ts';
import type { Rule, RuleExample } from '../lint/rule.ts';
import type { ReadinessCheck } from '../readiness/check.ts';
import { providers } from '../providers/registry.ts';

/** `alerts explain RULE`: what a rule demands, why, and what is good and bad. */
export async function run(id: string): Promise<CommandResult> {
  if (id.startsWith('readiness/')) return print(await explainReadiness(id));
  const rule = rules.find((one) => one.id === id);
  if (rule) return print(explainRule(rule));
  const check = builtInChecks.find((one) => one.id === id);
  if (check)
    return print(
      `${check.id}\n\n${check.summary}\n\nWhy: ${check.why}\n\nIt belongs to reading and linking definitions and cannot be switched off.\n`,
    );
  const constraint = providers.flatMap((provider) => provider.constraints).find((one) => one.id === id);
  if (constraint)
    return print(
      `${constraint.id}\n\n${constraint.summary}\n\nWhy: ${constraint.why}\n\nSource: ${constraint.source}\n`,
    );
  const all = [
    ...rules.map((one) => one.id),
    ...builtInChecks.map((one) => one.id),
    ...providers.flatMap((provider) => provider.constraints.map((one) => one.id)),
  ];
  const near = nearestName(id, all);
  throw new UsageError(
    `There is no rule "${id}".${near ? ` Did you mean "${near}"?` : ` Rules:\n  ${all.sort().join('\n  ')}`}`,
  );
}

/** Checks of the gate are loaded only when one is asked for. */
async function explainReadiness(id: string): Promise<string> {
  const { checks } = await import('../readiness/registry.generated.ts');
  const check = checks.find((one) => `readiness/${one.id}` === id);
  if (check) return explainCheck(check);
  const all = checks.map((one) => `readiness/${one.id}`);
  const near = nearestName(id, all);
  throw new UsageError(
    `There is no check "${id}".${near ? ` Did you mean "${near}"?` : ` Checks:\n  ${all.join('\n  ')}`}`,
  );
}

function explainCheck({ id, code, summary, why, level, maturity, examples }: ReadinessCheck): string {
  const parts = [
    `readiness/${id} (${code})`,
    summary,
    `Why: ${why}`,
    `Level: ${level}. Stage: ${maturity.stage}; the project's "readiness.checks" may change it.`,
    `Missing:\n${examples.bad.map(exampleText).join('\n\n')}`,
    `To be exempt for a while, write a document of kind Exemption with "check: ${id}".`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function explainRule(rule: Rule): string {
  const { recommended, strict, import: imported } = rule.presets;
  return (
    [
      rule.id,
      rule.summary,
      `Why: ${rule.why}`,
      `Severity: ${recommended} in recommended, ${strict} in strict, ${imported} in import.${rule.fixable ? ' "alerts fix" mends it.' : ''}`,
      `Reported:\n${rule.examples.bad.map(exampleText).join('\n\n')}`,
      `Quiet:\n${rule.examples.good.map(exampleText).join('\n\n')}`,
      `To accept it in one place, on the line above:\n  # alerts-ignore ${rule.id} until=2027-01-31: the reason`,
    ].join('\n\n') + '\n'
  );
}

function exampleText(example: RuleExample): string {
  const parts = [
    example.because ? `# ${example.because}` : '',
    example.alert,
    example.application,
    example.squad,
    example.project,
    ...Object.entries(example.files ?? {}).map(([file, text]) => `# ${file}\n${text}`),
  ];
  return parts
    .filter(Boolean)
    .join('\n')
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function print(text: string): CommandResult {
  return { exitCode: 0, outputs: [{ target: 'stdout', text }] };
}
