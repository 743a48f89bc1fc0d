import type { Severity } from '../findings/finding.ts';
import { globMatches } from '../definitions/values/glob.ts';
import type { Rule } from './rule.ts';

export type PresetName = 'recommended' | 'strict' | 'import';

/** `lint:` of the project. */
export interface LintConfig {
  readonly preset?: PresetName;
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly paths?: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, Severity | 'off'>>;
  }[];
  /** Nothing weighs less than under this one. No file can say it: it is what a change is judged by besides its own. */
  readonly atLeast?: LintConfig;
}

const weights = { off: 0, info: 1, warning: 2, error: 3 } as const;

/** Whether a severity weighs less than another. */
export function isMilder(one: Severity | 'off', other: Severity | 'off'): boolean {
  return weights[one] < weights[other];
}

/** The severity of a rule for a file: the last matching path, else the project's rules, else the preset. Paths are relative to the definitions. */
export function severityFor(rule: Rule, file: string, config: LintConfig): Severity | 'off' {
  const own = ownSeverity(rule, file, config);
  const least = config.atLeast && severityFor(rule, file, config.atLeast);
  return least !== undefined && isMilder(own, least) ? least : own;
}

function ownSeverity(rule: Rule, file: string, config: LintConfig): Severity | 'off' {
  let severity = config.rules?.[rule.id] ?? rule.presets[config.preset ?? 'recommended'];
  for (const entry of config.paths ?? []) {
    const own = entry.rules[rule.id];
    if (own !== undefined && entry.files.some((glob) => globMatches(glob, file))) severity = own;
  }
  return severity;
}
