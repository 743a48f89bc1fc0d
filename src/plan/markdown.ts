import type { Operation, Plan } from '../graph/plan.ts';
import { changeLines } from './change-lines.ts';
import { Budget } from './markdown-budget.ts';
import { fencedDiff, htmlText, inlineCode } from './markdown-escape.ts';
import { countBySquad } from './groups.ts';
import { count, nounOfToken, summaryWords, symbols } from './words.ts';

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
  addList(`**Deletes ${count(plan.summary.delete, 'object')}**`, of('delete'), budget, noun);
  addCauses(plan, budget);
  for (const kind of ['replace', 'transfer', 'rename', 'update', 'adopt'] as const)
    for (const operation of of(kind)) addDetails(operation, budget, noun);
  addCreations(of('create'), budget, noun);
  return budget.finish(
    (left) => `\n_${count(left, 'entry', 'entries')} left out here: run \`alerts plan\` for everything._\n`,
  );
}

function addTable(plan: Plan, budget: Budget): void {
  const { kinds, rows } = countBySquad(plan);
  if (rows.length === 0) return;
  const head = `| Squad | ${kinds.join(' | ')} |\n| --- | ${kinds.map(() => '--:').join(' | ')} |`;
  if (!budget.add(`\n${head}\n`, 0)) return;
  for (const { squad, counts } of rows)
    budget.add(`| ${inlineCode(squad)} | ${kinds.map((kind) => counts[kind] || '').join(' | ')} |\n`, 1);
}

function addList(title: string, operations: readonly Operation[], budget: Budget, noun: Noun): void {
  if (operations.length === 0) return;
  budget.add(`\n${title}\n\n`, 0);
  for (const operation of operations) budget.add(`- ${listEntry(operation, noun)}\n`, 1);
}

type Noun = (type: string) => string;

function listEntry({ identity, type, title, priority }: Operation, noun: Noun): string {
  const rank = priority === undefined ? '' : `${inlineCode(priority)} `;
  return `${rank}${inlineCode(noun(type))} ${inlineCode(identity)}: ${inlineCode(title)}`;
}

function addCauses(plan: Plan, budget: Budget): void {
  if (plan.causes.length === 0) return;
  budget.add('\n**Why**\n\n', 0);
  for (const { layer, applications, operations } of plan.causes) {
    const reach = `${count(applications, 'application')}, ${count(operations, 'object')}`;
    budget.add(`- ${inlineCode(layer)} changed → ${reach}\n`, 1);
  }
}

function addDetails(operation: Operation, budget: Budget, noun: Noun): void {
  const { op, identity, type, title, from } = operation;
  const moved = from ? ` (was ${from.identity === identity ? from.unit : from.identity})` : '';
  const summary = `${symbols[op]} ${op} <code>${htmlText(identity + moved)}</code> ${htmlText(noun(type))}: <code>${htmlText(title)}</code>`;
  const lines = operation.changes.flatMap((change) =>
    changeLines(change, { inline: 0, limit: 60 }).map(({ kind, text }) => `${marks[kind]} ${text}`),
  );
  const open = op === 'replace' ? '<details open>' : '<details>';
  const block = (shown: readonly string[]): string =>
    `\n${open}<summary>${summary}</summary>\n\n${shown.length > 0 ? `${fencedDiff(shown)}\n` : ''}\n</details>\n`;
  budget.addShrinking(lines, block);
}

const marks = { head: ' ', old: '-', new: '+', context: ' ', gap: ' ' } as const;

function addCreations(creations: readonly Operation[], budget: Budget, noun: Noun): void {
  if (creations.length === 0) return;
  const shown = creations.slice(0, listed);
  const end = '\n</details>\n';
  if (!budget.open(`\n<details><summary>+ ${creations.length} to create</summary>\n\n`, end)) return;
  for (const operation of shown) budget.add(`- ${listEntry(operation, noun)}\n`, 1);
  budget.leaveOut(creations.length - shown.length);
  budget.close(end);
}
