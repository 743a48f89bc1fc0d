import { daysBetween } from '../definitions/values/calendar.ts';
import { child, textOf, type MapNode, type YamlNode } from '../definitions/source/node.ts';
import type { LoadedFile } from '../definitions/load/load-file.ts';
import { builtInChecks } from './built-in.ts';
import type { Finding, Location } from '../findings/finding.ts';

/** A rule switched off at one place, in the data (`suppress:`) or by a comment on the line above. Serialisable. */
export interface Suppression {
  readonly rule: string;
  readonly reason?: string;
  readonly until?: string;
  readonly file: string;
  /** Lines, inclusive, that it covers. */
  readonly fromLine: number;
  readonly toLine: number;
  /** Findings about this definition are covered wherever they are shown. */
  readonly subject?: string;
  /** Where it is written. */
  readonly location: Location;
}

const directive = /#\s*alerts-ignore\b(.*)$/;
const wellFormed = /^\s+([a-z-]+\/[a-z0-9-]+)(?:\s+until=(\d{4}-\d{2}-\d{2}))?\s*:\s*(\S.*)$/;

/** Every suppression of a file; directives that cannot be read are findings. */
export function suppressionsOf(loaded: LoadedFile): { suppressions: Suppression[]; findings: Finding[] } {
  const suppressions: Suppression[] = [];
  const findings: Finding[] = [];
  for (const { document } of loaded.documents) {
    const noun = document.kind === 'OpenSLO' ? 'SLO' : document.kind.toLowerCase();
    const subject = document.kind === 'Application' ? document.id : `${noun} ${document.id}`;
    collect(document.root, document.root, subject, loaded, suppressions);
    const alerts = child(document.root, 'alerts');
    if (alerts?.kind !== 'map') continue;
    for (const [id, entry] of alerts.entries)
      collect(entry.value, { ...entry.value, start: entry.keyStart }, `${document.id}/${id}`, loaded, suppressions);
  }
  if (loaded.file.text.includes('alerts-ignore')) comments(loaded, suppressions, findings);
  return { suppressions, findings };
}

function collect(owner: YamlNode, extent: YamlNode, subject: string, loaded: LoadedFile, into: Suppression[]): void {
  const list = child(owner, 'suppress');
  if (list?.kind !== 'list') return;
  for (const item of list.items) {
    const rule = textOf(child(item, 'rule'));
    if (rule === undefined || item.kind !== 'map') continue;
    into.push({
      rule,
      ...optional(item, 'reason'),
      ...optional(item, 'until'),
      file: loaded.file.path,
      fromLine: loaded.file.position(extent.start).line,
      toLine: loaded.file.position(extent.end).line,
      subject,
      location: loaded.file.locate(child(item, 'rule') ?? item),
    });
  }
}

function optional(item: MapNode, key: 'reason' | 'until'): Partial<Record<typeof key, string>> {
  const value = textOf(child(item, key));
  return value === undefined ? {} : { [key]: value };
}

function comments(loaded: LoadedFile, suppressions: Suppression[], findings: Finding[]): void {
  let offset = 0;
  loaded.file.text.split('\n').forEach((line, index) => {
    const match = loaded.mutedComments?.includes(index + 1) ? null : directive.exec(line);
    if (match) {
      const start = offset + match.index;
      const location = loaded.file.locate({ start, end: offset + line.trimEnd().length });
      const parts = wellFormed.exec((match[1] ?? '').trimEnd());
      if (!parts) {
        const message =
          'This directive cannot be read. Write "# alerts-ignore area/rule until=2027-01-31: reason" on the line above the finding.';
        findings.push({ rule: 'lint/bad-directive', severity: 'error', message, location });
      } else {
        const own = line.slice(0, match.index).trim() !== '';
        const covered = own ? index + 1 : index + 2;
        suppressions.push({
          rule: parts[1] ?? '',
          reason: parts[3] ?? '',
          ...(parts[2] ? { until: parts[2] } : {}),
          file: loaded.file.path,
          fromLine: covered,
          toLine: covered,
          location,
        });
      }
    }
    offset += line.length + 1;
  });
}

/** What is left of the findings, and what is wrong with the suppressions themselves. */
export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly hidden: readonly Finding[];
}

/** Everything that suppressions may name. */
export interface KnownRules {
  readonly ids: ReadonlySet<string>;
  /** What vendors refuse: an alert that breaks one is not compiled, so that hiding it would hide that the alert is gone. */
  readonly constraints: ReadonlySet<string>;
}

/** Checks before the rules, which no suppression may hide: nothing could be concluded otherwise. */
const unsuppressible = new Set(builtInChecks.map((check) => check.id));

/** Applies suppressions. Expired ones hide nothing and are findings; so are those that hid nothing, name no rule or cannot be used. */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  rules: KnownRules,
  today: string,
): Suppressed {
  const isBinding = ({ rule, severity }: Finding): boolean =>
    unsuppressible.has(rule) || (severity === 'error' && rules.constraints.has(rule));
  const used = new Set<Suppression>();
  const useless = new Set<Suppression>();
  const byRule = new Map<string, Suppression[]>();
  for (const one of suppressions) byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), one]);
  const kept: Finding[] = [];
  const hidden: Finding[] = [];
  for (const finding of findings) {
    const match = byRule.get(finding.rule)?.find((one) => covers(one, finding));
    if (match && isBinding(finding)) useless.add(match);
    else if (match) used.add(match);
    if (match && !isBinding(finding) && !isExpired(match, today)) hidden.push(finding);
    else kept.push(finding);
  }
  for (const one of suppressions)
    kept.push(...judge(one, useless.has(one) ? 'useless' : used.has(one) ? 'used' : 'unused', rules.ids, today));
  return { findings: withoutTwins(kept), hidden };
}

/** A mistake that a rule explains is not reported once more in the vendor's words. */
function withoutTwins(findings: readonly Finding[]): Finding[] {
  const shown = new Set(findings.map(({ rule, subject }) => `${rule} ${subject}`));
  return findings.filter(({ unlessShown, subject }) => !unlessShown || !shown.has(`${unlessShown} ${subject}`));
}

function covers(one: Suppression, finding: Finding): boolean {
  if (one.subject !== undefined && finding.subject === one.subject) return true;
  const { file, line } = finding.location;
  return file === one.file && line >= one.fromLine && line <= one.toLine;
}

function isExpired(one: Suppression, today: string): boolean {
  return one.until !== undefined && daysBetween(today, one.until) < 0;
}

function judge(
  one: Suppression,
  use: 'used' | 'unused' | 'useless',
  rules: ReadonlySet<string>,
  today: string,
): Finding[] {
  const finding = (rule: string, message: string): Finding[] => [
    { rule, severity: 'error', message, location: one.location, ...(one.subject ? { subject: one.subject } : {}) },
  ];
  if (!rules.has(one.rule)) return finding('lint/unknown-rule', `There is no rule "${one.rule}" to suppress.`);
  if (unsuppressible.has(one.rule) || use === 'useless')
    return finding('lint/unsuppressible', `"${one.rule}" cannot be suppressed: mend what it reports.`);
  if (isExpired(one, today))
    return finding(
      'lint/expired-suppression',
      `The suppression of ${one.rule} ended on ${one.until}. Mend the finding, or extend it with a reason.`,
    );
  if (use === 'unused')
    return finding('lint/unused-suppression', `The suppression of ${one.rule} hides nothing. Remove it.`);
  return [];
}
