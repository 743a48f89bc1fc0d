import { problemAt, type Place } from '../definitions/problem.ts';
import { entryAt, nearestNode, nodeAt, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { Document, Kind } from '../definitions/types.ts';
import type { Finding } from '../findings/finding.ts';
import { severityFor, type LintConfig } from './config.ts';
import type { ApplicationView, CatalogView, Report, Rule, RuleContext } from './rule.ts';

/** What linting one definition may look up. */
export interface LintEnvironment {
  readonly rules: readonly Rule[];
  readonly config: LintConfig;
  readonly project: Document<'Project'>;
  readonly environments: readonly string[];
  readonly today: string;
  pagingEnvironment(environment: string): boolean;
  find(kind: Kind, id: string): Document | undefined;
  /** A display path relative to the definitions' root, for configuration per path. */
  relative(file: string): string;
}

interface Target {
  readonly root: YamlNode;
  readonly subject: string;
  readonly application?: ApplicationView;
  readonly squad?: Document<'Squad'>;
}

/** Runs the rules that look at an application and at each of its alerts. */
export function lintApplication(
  view: ApplicationView,
  squad: Document<'Squad'> | undefined,
  environment: LintEnvironment,
): Finding[] {
  const { application: onApplication, alert: onAlert } = byVisitor(environment.rules);
  const findings: Finding[] = [];
  const target = { root: view.document.root, subject: view.id, application: view, ...(squad ? { squad } : {}) };
  const whole = new Visit(target, environment, findings);
  for (const rule of onApplication) rule.visit.application?.(view, whole.by(rule));
  for (const alert of view.alerts) {
    const visit = new Visit({ ...target, root: alert.root, subject: `${view.id}/${alert.id}` }, environment, findings);
    for (const rule of onAlert) rule.visit.alert?.(alert, visit.by(rule));
  }
  return unique(findings);
}

/** Runs the rules that look at a document of any kind but applications. */
export function lintDocument(
  document: Document,
  squad: Document<'Squad'> | undefined,
  environment: LintEnvironment,
): Finding[] {
  const findings: Finding[] = [];
  const noun = document.kind === 'OpenSLO' ? 'SLO' : document.kind.toLowerCase();
  const owner = document.kind === 'Squad' ? (document as Document<'Squad'>) : squad;
  const visit = new Visit(
    { root: document.root, subject: `${noun} ${document.id}`, ...(owner ? { squad: owner } : {}) },
    environment,
    findings,
  );
  for (const rule of environment.rules) {
    if (document.kind === 'Squad') rule.visit.squad?.(document as Document<'Squad'>, visit.by(rule));
    else if (document.kind === 'Project') rule.visit.project?.(document as Document<'Project'>, visit.by(rule));
    else if (document.kind !== 'Application') rule.visit.document?.(document, visit.by(rule));
  }
  return unique(findings);
}

/** Runs the rules that look at everything at once. */
export function lintCatalog(catalog: CatalogView, environment: Omit<LintEnvironment, 'find' | 'project'>): Finding[] {
  const findings: Finding[] = [];
  for (const rule of environment.rules) {
    rule.visit.catalog?.(
      catalog,
      (report) => {
        const severity = severityFor(rule, environment.relative(report.location.file), environment.config);
        if (severity === 'off') return;
        const { message, data, ...rest } = report;
        findings.push({ ...rest, rule: rule.id, severity, message: fill(rule.messages[message] ?? message, data) });
      },
      environment.today,
    );
  }
  return unique(findings);
}

/** Rules sorted by what they look at, once per list of rules: most look at alerts, and there are many of those. */
const sorted = new WeakMap<
  readonly Rule[],
  { readonly application: readonly Rule[]; readonly alert: readonly Rule[] }
>();

function byVisitor(rules: readonly Rule[]): { readonly application: readonly Rule[]; readonly alert: readonly Rule[] } {
  let kinds = sorted.get(rules);
  if (!kinds) {
    kinds = {
      application: rules.filter((rule) => rule.visit.application),
      alert: rules.filter((rule) => rule.visit.alert),
    };
    sorted.set(rules, kinds);
  }
  return kinds;
}

/** One definition as rules see it, one rule after the other; a fresh context for each rule would cost more than the rules. */
class Visit implements RuleContext<string> {
  readonly project: Document<'Project'>;
  readonly environments: readonly string[];
  readonly today: string;
  readonly application?: ApplicationView;
  readonly squad?: Document<'Squad'>;
  readonly #target: Target;
  readonly #environment: LintEnvironment;
  readonly #findings: Finding[];
  #rule: Rule | undefined;

  constructor(target: Target, environment: LintEnvironment, findings: Finding[]) {
    this.#target = target;
    this.#environment = environment;
    this.#findings = findings;
    this.project = environment.project;
    this.environments = environment.environments;
    this.today = environment.today;
    if (target.application) this.application = target.application;
    if (target.squad) this.squad = target.squad;
  }

  /** The context for one rule; the rule before it must be done. */
  by(rule: Rule): this {
    this.#rule = rule;
    return this;
  }

  pagingEnvironment(name: string): boolean {
    return this.#environment.pagingEnvironment(name);
  }

  find(kind: Kind, id: string): Document | undefined {
    return this.#environment.find(kind, id);
  }

  text(node: YamlNode): string {
    return node.file.text.slice(node.start, node.end);
  }

  report(report: Report<string>): void {
    const rule = this.#rule;
    if (!rule) throw new RangeError('a report needs a rule');
    const place = Array.isArray(report.at)
      ? placeOf(this.#target.root, report.at as Path, report.key === true)
      : (report.at as YamlNode);
    const severity = severityFor(rule, this.#environment.relative(place.file.path), this.#environment.config);
    if (severity === 'off') return;
    const { help, fix, related } = report;
    const details = {
      severity,
      subject: this.#target.subject,
      ...(help ? { help } : {}),
      ...(fix ? { fix } : {}),
      ...(related ? { related } : {}),
    };
    this.#findings.push(
      problemAt(rule.id, place, fill(rule.messages[report.message] ?? report.message, report.data), details),
    );
  }
}

/** The place of a path: its value, or its key; what is missing is shown at its nearest ancestor's key. */
function placeOf(root: YamlNode, path: Path, key: boolean): Place {
  const node = nodeAt(root, path);
  if (node && !key) return node;
  for (let length = path.length; length > 0; length--) {
    const prefix = path.slice(0, length);
    const entry = entryAt(root, prefix);
    if (!entry) continue;
    const file = entry.value.file;
    return { file, start: entry.keyStart, end: entry.keyEnd };
  }
  return nearestNode(root, path);
}

/** Fills `{name}` in a rule's message. */
function fill(template: string, data: Readonly<Record<string, string | number>> | undefined): string {
  return template.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) =>
    data && name in data ? String(data[name]) : whole,
  );
}

/** An alert is visited once per environment; what is wrong in all of them is reported once. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { file, line, column } = finding.location;
    const key = `${finding.rule} ${file}:${line}:${column} ${finding.message}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
