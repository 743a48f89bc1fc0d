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
  const collector = new Collector(environment);
  const target = { root: view.document.root, subject: view.id, application: view, ...(squad ? { squad } : {}) };
  for (const rule of environment.rules) {
    const visit = rule.visit.application;
    if (visit) visit(view, collector.context(rule, target));
    const visitAlert = rule.visit.alert;
    if (!visitAlert) continue;
    for (const alert of view.alerts)
      visitAlert(alert, collector.context(rule, { ...target, root: alert.root, subject: `${view.id}/${alert.id}` }));
  }
  return collector.findings();
}

/** Runs the rules that look at a document of any kind but applications. */
export function lintDocument(
  document: Document,
  squad: Document<'Squad'> | undefined,
  environment: LintEnvironment,
): Finding[] {
  const collector = new Collector(environment);
  const noun = document.kind === 'OpenSLO' ? 'SLO' : document.kind.toLowerCase();
  const target: Target = { root: document.root, subject: `${noun} ${document.id}`, ...(squad ? { squad } : {}) };
  for (const rule of environment.rules) {
    const context = collector.context(rule, target);
    if (document.kind === 'Squad')
      rule.visit.squad?.(document as Document<'Squad'>, { ...context, squad: document as Document<'Squad'> });
    else if (document.kind === 'Project') rule.visit.project?.(document as Document<'Project'>, context);
    else if (document.kind !== 'Application') rule.visit.document?.(document, context);
  }
  return collector.findings();
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

class Collector {
  readonly #environment: LintEnvironment;
  readonly #findings: Finding[] = [];

  constructor(environment: LintEnvironment) {
    this.#environment = environment;
  }

  findings(): Finding[] {
    return unique(this.#findings);
  }

  context(rule: Rule, target: Target): RuleContext<string> {
    const environment = this.#environment;
    return {
      report: (report) => this.#report(rule, target, report),
      project: environment.project,
      environments: environment.environments,
      pagingEnvironment: (name) => environment.pagingEnvironment(name),
      ...(target.application ? { application: target.application } : {}),
      ...(target.squad ? { squad: target.squad } : {}),
      find: (kind, id) => environment.find(kind, id),
      today: environment.today,
      text: (node) => node.file.text.slice(node.start, node.end),
    };
  }

  #report(rule: Rule, target: Target, report: Report<string>): void {
    const place = Array.isArray(report.at)
      ? placeOf(target.root, report.at as Path, report.key === true)
      : (report.at as YamlNode);
    const severity = severityFor(rule, this.#environment.relative(place.file.path), this.#environment.config);
    if (severity === 'off') return;
    const { help, fix, related } = report;
    const details = {
      severity,
      subject: target.subject,
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
