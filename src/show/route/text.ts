import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import { localText } from '../../oncall/routing/local-text.ts';
import type { RouteStep } from '../../oncall/routing/merge-steps.ts';
import type { RouteAnswer } from '../../oncall/routing/route-alert.ts';
import { wordWrap } from '../word-wrap.ts';
import { minuteText, peopleText, waysTexts } from './words.ts';

/** How an answer is drawn. */
export interface RouteStyle {
  readonly chalk: ChalkInstance;
  readonly columns: number;
}

const narrowest = 40;
const widest = 110;

/** One answer for people: who is called, and below it why. */
export function routeText(answer: RouteAnswer, style: RouteStyle): string {
  const { chalk } = style;
  const width = Math.min(widest, Math.max(narrowest, style.columns));
  const { identity, at, zone, title, priority, steps, unfired } = answer;
  return [
    `${chalk.bold(printableLine(identity))}  ${priority}`,
    ...paragraph(title, width, ''),
    ...paragraph(
      `opens ${localText(zone, at)} in ${zone}${answer.transition === 'critical' ? '' : ` (${answer.transition})`}`,
      width,
      '',
    ),
    '',
    ...headlines(answer, width, chalk),
    ...steps.flatMap((step) => stepLines(step, width, chalk)),
    ...unfired.map(({ minute, rule }) =>
      chalk.dim(`  ${minuteText(minute).padEnd(8)}  ${rule}: does not fire, acknowledged`),
    ),
    ...why(answer, width, chalk),
    '',
  ].join('\n');
}

function headlines({ unreached, notes }: RouteAnswer, width: number, chalk: ChalkInstance): string[] {
  const lines = [
    ...(unreached
      ? paragraph(`Nobody is called: ${unreached.reason}.`, width, '    ', '  ').map((line) => chalk.red(line))
      : []),
    ...notes.flatMap((note) => paragraph(`${capital(note)}.`, width, '    ', '  ').map((line) => chalk.yellow(line))),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

function stepLines(step: RouteStep, width: number, chalk: ChalkInstance): string[] {
  const paint = step.people.length > 0 ? chalk.bold : chalk.dim;
  const below = (text: string): string[] => paragraph(text, width, '              ', '            ');
  const head = `  ${minuteText(step.minute).padEnd(8)}  `;
  return [
    ...paragraph(peopleText(step), width, '            ', head).map((line) => paint(line)),
    ...waysTexts(step).flatMap(below),
    ...below(`${step.rule}: ${step.reason}`).map((line) => chalk.dim(line)),
  ];
}

function why({ policies, routing, zone }: RouteAnswer, width: number, chalk: ChalkInstance): string[] {
  const item = (applies: boolean, text: string): string[] =>
    paragraph(text, width, '    ', applies ? '  ✓ ' : '  – ').map((line) => (applies ? line : chalk.dim(line)));
  return [
    ...(policies.length > 0 ? ['', chalk.bold(`Policies (${zone})`)] : []),
    ...policies.flatMap(({ id, kind, applies, reason, changes }) =>
      item(
        applies,
        `${kind === 'policy' ? '' : `${kind} `}${id}: ${applies ? `${changes.join(', ')} (${reason})` : reason}`,
      ),
    ),
    ...(routing ? ['', chalk.bold(`Routing of squad ${routing.squad} (${routing.zone})`)] : []),
    ...(routing?.rules ?? []).flatMap(({ rule, applies, reason, to }) =>
      item(applies, `rule ${rule} to ${to}: ${reason}`),
    ),
    ...(routing && !routing.target ? item(false, 'no rule matches') : []),
  ];
}

function paragraph(text: string, width: number, indent: string, first = indent): string[] {
  return wordWrap(printableLine(text), width, first, indent);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
