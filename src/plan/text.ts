import { Chalk, type ColorSupportLevel } from 'chalk';
import { printableLine } from '../findings/printable.ts';
import { summarise } from '../graph/plan-of.ts';
import type { Operation, Plan, UnitPlan } from '../graph/plan.ts';
import { cut, wrap } from './cells.ts';
import { changeLines, type ChangeLine } from './change-lines.ts';
import { groupOperations } from './groups.ts';
import { paint, type TextStyle } from './text-style.ts';
import { causeLines, deletionLines, squadTable } from './text-sections.ts';
import { nounOfToken, shortName, summaryWords, symbols } from './words.ts';

/** How a plan is printed. */
export interface TextOptions {
  /** chalk's level; 0 is plain. */
  readonly color: ColorSupportLevel;
  /** Cells per line; longer lines are cut. Absent for logs, where nothing is cut. */
  readonly width?: number;
  /** Everything: whole texts, every creation with its inputs where the plan has them. */
  readonly verbose?: boolean;
  /** A resource type in people's words; default: the last part of its token. */
  readonly noun?: (type: string) => string;
}

/** Above this many creations the applications are counted and their alerts not listed, unless verbose. */
const listedCreations = 1000;

/** Rows that one line of a text may take. */
const wrappedRows = 8;

/** A plan for people: deletions, causes, then units, squads, applications; a table per squad and one line that sums up. */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const style: TextStyle = {
    chalk: new Chalk({ level: options.color }),
    verbose: options.verbose === true,
    width: options.width ?? Number.MAX_SAFE_INTEGER,
    noun: options.noun ?? nounOfToken,
  };
  const fold = plan.summary.create > listedCreations && !style.verbose;
  const sections = [
    deletionLines(plan, style),
    causeLines(plan, style),
    ...plan.units.map((unit) => unitLines(unit, fold, style)),
    squadTable(plan, style),
    [style.chalk.bold(`Plan: ${summaryWords(plan.summary)}.`)],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return `${text}\n`;
}

function unitLines(unit: UnitPlan, fold: boolean, style: TextStyle): string[] {
  const shown = unit.operations.filter(({ op }) => op !== 'same' && op !== 'delete');
  if (shown.length === 0) return [];
  const lines = [unitHeader(unit, style)];
  for (const { squad, applications } of groupOperations(shown)) {
    const named = unit.unit.endsWith(`.${squad}`);
    if (!named) lines.push(`  ${cut(printableLine(squad), style.width - 2)}`);
    for (const { application, operations } of applications) {
      if (application !== undefined)
        lines.push(`${named ? '  ' : '    '}${style.chalk.bold(cut(printableLine(application), style.width - 4))}`);
      const indent = ' '.repeat((named ? 2 : 4) + (application === undefined ? 0 : 2));
      lines.push(...applicationLines(operations, fold, indent, style));
    }
  }
  return lines;
}

function unitHeader({ unit, recorded, operations }: UnitPlan, { chalk, width }: TextStyle): string {
  const name = printableLine(unit);
  const counts = `${summaryWords(summarise(operations))}${recorded ? '' : '; nothing is recorded of it yet'}`;
  return `${chalk.bold(name)}  ${chalk.dim(cut(counts, Math.max(20, width - name.length - 2)))}`;
}

function applicationLines(operations: readonly Operation[], fold: boolean, indent: string, style: TextStyle): string[] {
  const creations = operations.filter(({ op }) => op === 'create');
  const listed = fold ? operations.filter(({ op }) => op !== 'create') : operations;
  const lines = listed.flatMap((operation) => operationLines(operation, indent, style));
  if (fold && creations.length > 0)
    lines.push(`${indent}${paint('create', `+ ${creations.length} to create`, style.chalk)}`);
  return lines;
}

function operationLines(operation: Operation, indent: string, style: TextStyle): string[] {
  const { op, from, priority, type, title } = operation;
  const was = from ? `  ${origin(operation)}` : '';
  const facts = `${priority === undefined ? '' : `${priority} `}${style.noun(type)}`;
  const plain = `${symbols[op]} ${printableLine(shortName(operation))}`;
  const rest = cut(
    `  ${facts}  ${printableLine(title)}${was}`,
    Math.max(20, style.width - indent.length - plain.length),
  );
  const changes = op === 'create' && !style.verbose ? [] : operation.changes;
  const room = Math.max(20, style.width - indent.length - 4);
  const details = changes.flatMap((change) =>
    changeLines(change, { inline: Math.min(room - change.path.length, 100), limit: style.verbose ? Infinity : 24 }),
  );
  return [
    `${indent}${paint(op, plain, style.chalk)}${rest}`,
    ...details.flatMap((line) => paintLine(line, room, style)).map((line) => `${indent}    ${line}`),
  ];
}

function origin({ from, identity }: Operation): string {
  const renamed = from?.identity === identity ? '' : `was ${printableLine(from?.identity ?? '')}`;
  const sameSquad = from === undefined || renamed !== '';
  return `(${sameSquad ? renamed : `from ${printableLine(from.unit)}`})`;
}

/** Old and new texts are wrapped, so that what differs is seen; other lines are cut. */
function paintLine({ kind, text }: ChangeLine, room: number, { chalk, verbose }: TextStyle): string[] {
  const short = (width: number): string => (verbose ? text : cut(text, width));
  if (kind === 'head') return [short(room)];
  if (kind === 'context' || kind === 'gap') return [chalk.dim(`    ${short(room - 4)}`)];
  const rows = wrap(text, room - 4, verbose ? Infinity : wrappedRows);
  const color = kind === 'old' ? chalk.red : chalk.green;
  return rows.map((row, index) => color(`  ${index > 0 ? ' ' : kind === 'old' ? '-' : '+'} ${row}`));
}
