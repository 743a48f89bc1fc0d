import type { Operation, Plan } from '../graph/plan.ts';
import { cut } from './cells.ts';
import { changeLines } from './change-lines.ts';
import { countBySquad } from './groups.ts';
import { Budget } from './markdown-budget.ts';
import { fencedDiff, htmlText, inlineCode, tableCode } from './markdown-escape.ts';
import { counted } from '../findings/counted.ts';
import { nounOfToken, summaryWords, symbols } from './words.ts';

/** The first line of every comment with a plan: by it our comment is found and edited. Nothing that we render from others' text contains it. */
export const planMarker = '<!-- alerts:plan -->';

/** GitHub refuses comments above 65,536 characters. */
export const longestComment = 65_000;

/** How a plan becomes a comment. */
export interface MarkdownOptions {
  /** Longest text, in UTF-16 units; at least 2,000. Default {@link longestComment}. */
  readonly limit?: number;
  /** A resource type in people's words; default: the last part of its token. */
  readonly noun?: (type: string) => string;
}

const shortestLimit = 2000;
const listed = 200;

/**
 * A plan as the body of one comment, never longer than the limit: counts, deletions, then changes with diffs, then creations. What does
 * not fit is counted at the end.
 */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions = {}): string {
  const noun = options.noun ?? nounOfToken;
  const budget = new Budget(Math.max(shortestLimit, options.limit ?? longestComment));
  const operations = plan.units.flatMap((unit) => unit.operations);
  const of = (...kinds: readonly Operation['op'][]): Operation[] => operations.filter(({ op }) => kinds.includes(op));
  budget.always(`${planMarker}\n### Plan: ${summaryWords(plan.summary)}\n`);
  addTable(plan, budget);
  addList(`**Deletes ${counted(plan.summary.delete, 'object')}**`, of('delete'), budget, noun);
  addCauses(plan, budget);
  for (const kind of ['replace', 'transfer', 'rename', 'update', 'adopt'] as const)
    for (const operation of of(kind)) addDetails(operation, budget, noun);
  addCreations(of('create'), budget, noun);
  return budget.finish(
    (left) => `\n_${counted(left, 'entry', 'entries')} left out here: run \`alerts plan\` for everything._\n`,
  );
}

function addTable(plan: Plan, budget: Budget): void {
  const { kinds, rows } = countBySquad(plan);
  if (rows.length === 0) return;
  const head = `| Squad | ${kinds.join(' | ')} |\n| --- | ${kinds.map(() => '--:').join(' | ')} |`;
  if (!budget.add(`\n${head}\n`, 0)) return;
  for (const { squad, counts } of rows)
    budget.add(`| ${tableCode(short(squad))} | ${kinds.map((kind) => counts[kind] || '').join(' | ')} |\n`, 1);
}

function addList(title: string, operations: readonly Operation[], budget: Budget, noun: Noun): void {
  if (operations.length === 0) return;
  budget.add(`\n${title}\n\n`, 0);
  for (const operation of operations) budget.add(`- ${listEntry(operation, noun)}\n`, 1);
}

/** One endless name must not push a deletion out of the comment. */
function short(text: string): string {
  return cut(text, 200);
}

type Noun = (type: string) => string;

function listEntry({ identity, type, title, priority }: Operation, noun: Noun): string {
  const rank = priority === undefined ? '' : `${inlineCode(priority)} `;
  return `${rank}${inlineCode(noun(type))} ${inlineCode(short(identity))}: ${inlineCode(short(title))}`;
}

function addCauses(plan: Plan, budget: Budget): void {
  if (plan.causes.length === 0) return;
  budget.add('\n**Why**\n\n', 0);
  for (const { layer, applications, operations } of plan.causes) {
    const reach = `${counted(applications, 'application')}, ${counted(operations, 'object')}`;
    budget.add(`- ${inlineCode(short(layer))} changed → ${reach}\n`, 1);
  }
}

function addDetails(operation: Operation, budget: Budget, noun: Noun): void {
  const { op, identity, type, title, from, changes } = operation;
  const was = from ? ` (was ${short(from.identity === identity ? from.unit : from.identity)})` : '';
  const lines = changes.flatMap((change) =>
    changeLines(change, { inline: 0, limit: 60 }).map(({ kind, text }) => cut(`${marks[kind]} ${text}`, 2000)),
  );
  const name = `<code>${htmlText(short(identity) + was)}</code> ${htmlText(noun(type))}: <code>${htmlText(short(title))}</code>`;
  const summary = `${symbols[op]} ${op} ${name}`;
  const open = op === 'replace' ? '<details open>' : '<details>';
  const block = (shown: readonly string[]): string =>
    shown.length === 0
      ? `\n${summary}\n`
      : `\n${open}<summary>${summary}</summary>\n\n${fencedDiff(shown)}\n\n</details>\n`;
  budget.addShrinking(lines, block);
}

const marks = { head: ' ', old: '-', new: '+', context: ' ', gap: ' ' } as const;

function addCreations(creations: readonly Operation[], budget: Budget, noun: Noun): void {
  if (creations.length === 0) return;
  const shown = creations.slice(0, listed);
  const end = '\n</details>\n';
  const start = `\n<details><summary>+ ${creations.length} to create</summary>\n\n`;
  if (!budget.open(start, end)) return budget.leaveOut(creations.length);
  for (const operation of shown) budget.add(`- ${listEntry(operation, noun)}\n`, 1);
  budget.leaveOut(creations.length - shown.length);
  budget.close(end);
}
