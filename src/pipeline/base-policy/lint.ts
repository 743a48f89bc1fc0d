import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { globMatches } from '../../definitions/values/glob.ts';
import { isMilder, severityFor, type LintConfig } from '../../lint/config.ts';
import { rules } from '../../lint/registry.generated.ts';
import type { Rule } from '../../lint/rule.ts';
import { sameData } from './equal.ts';
import { held, placeAt, nothingHeldBack, type Bench, type HeldBack } from './held-back.ts';
import type { Side } from './side.ts';

/** Where rules would weigh less, by the place that says so. */
type Softened = Map<string, { readonly path: Path; readonly rules: Map<string, string> }>;

/** Rules of lint never weigh less than at the base, file by file; where they weigh more, they do so at once. */
export function lintHeldBack(base: Document, head: Document, side: Side, bench: Bench): HeldBack {
  const [before, after] = [lintOf(base), lintOf(head)];
  if (sameData(before, after)) return nothingHeldBack;
  const findings = [...softened(before, after, side).values()].map(({ path, rules: milder }) =>
    held(
      'lint-softened',
      placeAt(head.root, path),
      `Compared with ${bench.revision} this takes weight from ${listed(milder)}.`,
      bench,
    ),
  );
  const config: LintConfig = { ...after, atLeast: before };
  return {
    findings,
    taken: [{ file: head.file.path, kind: 'Project', id: head.id, path: ['lint'], instead: config }],
  };
}

function lintOf({ data }: Document): LintConfig {
  return (data['lint'] as LintConfig | undefined) ?? {};
}

function softened(before: LintConfig, after: LintConfig, { tree }: Side): Softened {
  const found: Softened = new Map();
  const prefix = tree.root === '' ? 0 : tree.root.length + 1;
  const files = tree.files.map(({ path }) => path.slice(prefix));
  for (const rule of rules) {
    // A file that no path names stands for all that may come.
    for (const file of ['', ...files]) note(rule, severityFor(rule, file, after), file, before, after, found);
    for (const [index, { files: globs, rules: own }] of (after.paths ?? []).entries()) {
      const severity = own[rule.id];
      const meetsNone = !files.some((file) => globs.some((glob) => globMatches(glob, file)));
      const known = before.paths?.some((one) => sameData(one, after.paths?.[index])) === true;
      if (severity !== undefined && meetsNone && !known && isMilder(severity, severityFor(rule, '', before)))
        add(found, ['lint', 'paths', index, 'rules', rule.id], rule, severity, severityFor(rule, '', before));
    }
  }
  return found;
}

function note(
  rule: Rule,
  severity: ReturnType<typeof severityFor>,
  file: string,
  before: LintConfig,
  after: LintConfig,
  found: Softened,
): void {
  const least = severityFor(rule, file, before);
  if (isMilder(severity, least)) add(found, decider(rule, file, after), rule, severity, least);
}

function add(found: Softened, path: Path, rule: Rule, severity: string, least: string): void {
  const key = path.join('\n');
  const entry = found.get(key) ?? { path, rules: new Map<string, string>() };
  entry.rules.set(rule.id, `${rule.id} (${severity} instead of ${least})`);
  found.set(key, entry);
}

/** What of the configuration decides: the last path that matches, else the rule's own entry, else the preset. */
function decider(rule: Rule, file: string, config: LintConfig): Path {
  const paths = [...(config.paths ?? []).entries()].filter(
    ([, entry]) => entry.rules[rule.id] !== undefined && entry.files.some((glob) => globMatches(glob, file)),
  );
  const [index] = paths.at(-1) ?? [];
  if (index !== undefined) return ['lint', 'paths', index, 'rules', rule.id];
  return config.rules?.[rule.id] === undefined ? ['lint', 'preset'] : ['lint', 'rules', rule.id];
}

function listed(milder: ReadonlyMap<string, string>): string {
  const all = [...milder.values()];
  return `${all.slice(0, 3).join(', ')}${all.length > 3 ? `, and ${all.length - 3} more rules` : ''}`;
}
