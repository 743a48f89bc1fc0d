import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../findings/finding.ts';
import { markdownCode, markdownLink, markdownText } from '../../findings/formats/markdown-text.ts';
import type { RuleInfo } from '../../findings/formats/index.ts';
import { worstFirst } from '../../findings/order.ts';
import { counted } from '../../findings/counted.ts';
import type { Plan } from '../../graph/plan.ts';
import { renderPlanMarkdown } from '../../plan/markdown.ts';
import { summaryWords } from '../../plan/words.ts';
import { changesMarkdown } from '../route/changes-text.ts';
import { enforced, type CiReport, type TouchedApplication } from './report.ts';
import { nextStep } from './next-step.ts';

/** How a report becomes Markdown. */
export interface CiMarkdownOptions {
  /** Most bytes of UTF-8. */
  readonly limit: number;
  readonly marker: string;
  /** A file of a finding as the repository knows it. */
  readonly pathOf: (file: string) => string;
  readonly rule: (id: string) => RuleInfo | undefined;
  readonly noun: (type: string) => string;
  /** What a person types to see the same. */
  readonly command: string;
}

/** GitHub refuses comments above 65,536 characters, GitLab above 1,000,000; a job's summary may have 1 MiB. */
export const longestComment = 65_000;
export const longestSummary = 1_000_000;

/** The first line of the comment about definitions in this folder, by which our own comment is found again. */
export function ciMarker(dir: string): string {
  const name = /^[\w./]{1,60}$/.test(dir) ? dir : createHash('sha256').update(dir).digest('hex').slice(0, 16);
  return `<!-- alerts:ci ${name} -->`;
}

/** The report as one comment: scorecards, what fails with its next step, the plan folded, whose nights change. Never longer than the limit. */
export function ciMarkdown(report: CiReport, options: CiMarkdownOptions): string {
  const { limit, command } = options;
  // What is worst has its share before what is merely long.
  const failing = failuresSection(report, limit * 0.35, options);
  const before = [
    `${options.marker}\n${headline(report)}\n\n${countsLine(report)}\n`,
    applicationTable(report.applications, limit * 0.1),
    failing,
    report.notes.map((note) => `\n> ${markdownText(note)}\n`).join(''),
    approvalsSection(report, limit * 0.05),
    nightsSection(report, limit * 0.2),
  ].join('');
  const after = [
    folded(report, 'warning', 'warning', limit * 0.1, options),
    folded(report, 'info', 'note', limit * 0.05, options),
    `\n<sub>See it on your machine: <code>${markdownText(command)}</code></sub>\n`,
  ].join('');
  const room = Math.floor(limit - Buffer.byteLength(before) - Buffer.byteLength(after));
  return `${before}${planSection(report.plan, room, options)}${after}`;
}

function headline(report: CiReport): string {
  const errors = enforced(report);
  const { warnings } = report.summary;
  const fresh = errors.filter((one) => report.fresh.has(one)).length;
  const whose = fresh === errors.length ? '' : fresh === 0 ? ', none of them new' : `, ${fresh} of them new`;
  if (errors.length > 0)
    return `### ❌ alerts: ${counted(errors.length, 'problem')} to mend before this can be merged${whose}`;
  return warnings > 0 ? `### ⚠️ alerts: nothing blocks, ${counted(warnings, 'warning')}` : '### ✅ alerts: all is well';
}

function countsLine({ base, mergeBase, applications, tests, plan }: CiReport): string {
  const against =
    base === mergeBase
      ? markdownCode(mergeBase.slice(0, 12))
      : `${markdownCode(shortened(base))} (${markdownCode(mergeBase.slice(0, 12))})`;
  return [
    `Compared with ${against}: ${counted(applications.length, 'application')} touched`,
    tests.cases === 0 ? 'no tests' : `${tests.passed} of ${counted(tests.cases, 'test')} pass`,
    plan ? `plan: ${summaryWords(plan.summary)}` : 'no plan: the definitions have errors',
  ].join(' · ');
}

function shortened(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : revision;
}

function applicationTable(applications: readonly TouchedApplication[], limit: number): string {
  if (applications.length === 0) return '';
  const head =
    '\n| application | squad | tier | level | blocking | cheapest next steps |\n| --- | --- | --- | --- | --- | --- |\n';
  const rows = applications.map(applicationRow);
  return listed(head, rows, limit, (left) => `\n${counted(left, 'more application')} did not fit here.\n`);
}

function applicationRow({ card, before }: TouchedApplication): string {
  const { application, squad, tier, level, results, steps } = card;
  const blocking = results.filter(({ verdict, stage }) => verdict === 'fail' && stage === 'enforce');
  const cells = [
    markdownText(application),
    markdownText(squad),
    String(tier ?? ''),
    before === level ? level : `${before ?? 'new'} → **${level}**`,
    blocking.length === 0 ? '' : `**${blocking.length}**`,
    steps
      .slice(0, 2)
      .map(({ check }) => markdownText(check.id))
      .join(', '),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** What the change brings first; what was there before stays folded behind it. */
function failuresSection(report: CiReport, limit: number, options: CiMarkdownOptions): string {
  const errors = enforced(report);
  const [fresh, old] = [true, false].map((wanted) => errors.filter((one) => report.fresh.has(one) === wanted));
  const shown = fresh?.length
    ? `\n**What fails because of this change**\n\n${findingList(fresh, limit * 0.7, options)}`
    : '';
  if (!old?.length) return shown;
  const summary = `${counted(old.length, 'failure')} that ${old.length === 1 ? 'was' : 'were'} there before, in what this change touches`;
  const list = findingList(old, limit * (shown === '' ? 1 : 0.3), options);
  return `${shown}\n<details${shown === '' ? ' open' : ''}><summary>${summary}</summary>\n\n${list}\n</details>\n`;
}

/** Findings as a list; empty when there are none. */
function findingList(findings: readonly Finding[], limit: number, options: CiMarkdownOptions): string {
  const items = worstFirst(findings).map((finding) => findingItem(finding, options));
  return listed('', items, limit, (left) => `\n${counted(left, 'more finding')} did not fit here.\n`);
}

function findingItem(finding: Finding, { pathOf, rule }: CiMarkdownOptions): string {
  const { location, message, subject } = finding;
  const step = nextStep(finding);
  return [
    `- ${markdownCode(`${pathOf(location.file)}:${location.line}`)}`,
    ...(subject === undefined || message.toLowerCase().includes(subject.toLowerCase()) ? [] : [markdownCode(subject)]),
    markdownText(message),
    `(${markdownLink(finding.rule, rule(finding.rule)?.url)})`,
    ...(step.words === undefined ? [] : [`<br>${markdownText(step.words)}`]),
    ...(step.command === undefined ? [] : [`<br>→ ${markdownCode(step.command)}`]),
  ]
    .join(' ')
    .concat('\n');
}

function folded(report: CiReport, severity: Severity, noun: string, limit: number, options: CiMarkdownOptions): string {
  const findings = report.findings.filter((finding) => finding.severity === severity);
  if (findings.length === 0) return '';
  const fresh = findings.filter((one) => report.fresh.has(one)).length;
  const summary = `${counted(findings.length, noun)}${fresh === 0 ? '' : `, ${fresh} new`}`;
  return `\n<details><summary>${summary}</summary>\n\n${findingList(findings, limit, options)}\n</details>\n`;
}

function approvalsSection({ missingApprovals }: CiReport, limit: number): string {
  const items = missingApprovals.map((one) => `- ${markdownText(one)}\n`);
  return listed('\n**Approvals that are still needed**\n\n', items, limit, (left) => `\nand ${left} more.\n`);
}

/** Sentences per squad: the first say what people gain and lose. */
const mostSentences = 8;

function nightsSection({ nights }: CiReport, limit: number): string {
  if (!nights) return '';
  const lines = changesMarkdown(nights, mostSentences)
    .trimEnd()
    .split('\n')
    .map((line) => `${line}\n`);
  return listed(
    '\n',
    lines,
    limit,
    (left) => `\n${counted(left, 'more line')} did not fit here: run <code>alerts route --against</code>.\n`,
  );
}

/** Below this a plan says nothing. */
const shortestPlan = 2500;

function planSection(plan: Plan | undefined, room: number, { noun }: CiMarkdownOptions): string {
  if (!plan) return '';
  const words = summaryWords(plan.summary);
  if (Object.entries(plan.summary).every(([kind, count]) => kind === 'same' || count === 0)) return '';
  const open = plan.summary.delete + plan.summary.replace > 0 ? ' open' : '';
  const wrapped = (text: string): string =>
    `\n<details${open}><summary><b>Plan</b>: ${words}</summary>\n\n${text}\n</details>\n`;
  for (let limit = room - 200; limit >= shortestPlan; limit = Math.floor(limit * 0.8)) {
    // Its marker and its heading belong to a comment of its own.
    const text = wrapped(renderPlanMarkdown(plan, { limit, noun }).split('\n').slice(2).join('\n').trim());
    if (Buffer.byteLength(text) <= room) return text;
  }
  return `\n**Plan**: ${words}. It does not fit here: run <code>alerts plan --against</code>.\n`;
}

/** Whole entries as long as they fit, then how many are left. */
function listed(head: string, entries: readonly string[], limit: number, more: (left: number) => string): string {
  let text = head;
  let bytes = Buffer.byteLength(head);
  for (const [index, entry] of entries.entries()) {
    bytes += Buffer.byteLength(entry);
    if (bytes > limit) return `${text}${more(entries.length - index)}`;
    text += entry;
  }
  return entries.length === 0 ? '' : text;
}
