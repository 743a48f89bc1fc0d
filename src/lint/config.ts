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
}

/** The severity of a rule for a file: the last matching path, else the project's rules, else the preset. Paths are relative to the definitions. */
export function severityFor(rule: Rule, file: string, config: LintConfig): Severity | 'off' {
  let severity = config.rules?.[rule.id] ?? rule.presets[config.preset ?? 'recommended'];
  for (const entry of config.paths ?? []) {
    const own = entry.rules[rule.id];
    if (own !== undefined && entry.files.some((glob) => globMatches(glob, file))) severity = own;
  }
  return severity;
}
