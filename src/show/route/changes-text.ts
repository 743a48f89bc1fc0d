import { printableLine } from '../../findings/printable.ts';
import type { DutyChanges } from '../../oncall/changes/duty-changes.ts';
import type { RouteChange } from '../../oncall/changes/route-changes.ts';
import { changeSentences, type NameOf } from '../../oncall/changes/sentences.ts';
import type { Span } from '../../oncall/model.ts';
import { isoText, localText } from '../../oncall/routing/local-text.ts';
import { inWords, type RouteAnswer } from '../../oncall/routing/route-alert.ts';
import { htmlText, inlineCode } from '../../plan/markdown-escape.ts';
import { wordWrap } from '../word-wrap.ts';
import type { RouteStyle } from './text.ts';
import { minuteText, peopleText } from './words.ts';

/** Whose nights and which routes a change moves. */
export interface ChangeReport {
  readonly range: Span;
  readonly zone: string;
  readonly revision: string;
  readonly duties: DutyChanges;
  readonly routes: readonly RouteChange[];
  readonly nameOf: NameOf;
}

const mostLines = 20;

/** The report for people. */
export function changesText(
  { duties, routes, nameOf, zone, range, revision }: ChangeReport,
  style: RouteStyle,
): string {
  const { chalk } = style;
  const width = Math.min(110, Math.max(40, style.columns));
  const squads = [...changeSentences(duties, nameOf)];
  const frame = `from ${localText(zone, range.from)} to ${localText(zone, range.until)} (${zone}), against ${revision}`;
  const nothing = squads.length + routes.length === 0 ? [`Nobody's duty and no route changes ${frame}.`] : [];
  return [
    ...squads.flatMap(([squad, sentences]) => [
      chalk.bold(`squad ${squad}`),
      ...shown(sentences).flatMap((sentence) => wordWrap(printableLine(sentence), width, '  ', '    ')),
      '',
    ]),
    ...routes.flatMap((change) => [
      chalk.bold(headOf(change)),
      ...routeSentences(change, zone).flatMap((sentence) => wordWrap(printableLine(sentence), width, '  ', '    ')),
      '',
    ]),
    ...(nothing.length > 0 ? nothing : wordWrap(`Compared ${frame}.`, width)),
    '',
  ].join('\n');
}

/** The report as Markdown. @param most sentences per squad */
export function changesMarkdown(
  { duties, routes, nameOf, zone, range, revision }: ChangeReport,
  most = mostLines,
): string {
  const squads = [...changeSentences(duties, nameOf)];
  const frame = `${localText(zone, range.from)} to ${localText(zone, range.until)} in ${zone}, against ${inlineCode(revision)}`;
  if (squads.length + routes.length === 0) return `Nobody's duty and no route changes (${frame}).\n`;
  return [
    `**Who is on call** (${frame})`,
    ...squads.flatMap(([squad, sentences]) => [
      '',
      `- squad ${inlineCode(squad)}`,
      ...shown(sentences, most).map((one) => `  - ${htmlText(one)}`),
    ]),
    ...routes.flatMap((change) => [
      '',
      `- ${inlineCode(headOf(change))}`,
      ...routeSentences(change, zone).map((one) => `  - ${htmlText(one)}`),
    ]),
    '',
  ].join('\n');
}

/** The report for machines; sentences are those that people read. */
export function changesJson({ duties, routes, nameOf, zone, range, revision }: ChangeReport): Record<string, unknown> {
  return {
    version: 1,
    against: revision,
    from: isoText(zone, range.from),
    until: isoText(zone, range.until),
    zone,
    squads: [...changeSentences(duties, nameOf)].map(([squad, sentences]) => ({ squad, sentences })),
    duties: duties.duties.map((duty) => ({
      ...duty,
      from: isoText(duty.zone, duty.from),
      until: isoText(duty.zone, duty.until),
    })),
    people: duties.loads,
    routes: routes.map((change) => ({
      alerts: change.identities,
      at: isoText(zone, change.at),
      hours: change.total / 3_600_000,
      before: answerJson(change.before),
      after: answerJson(change.after),
      sentences: routeSentences(change, zone),
    })),
  };
}

function answerJson({ priority, steps, unreached }: RouteAnswer): Record<string, unknown> {
  return {
    priority,
    steps: steps.map(({ minute, people, channel }) => ({
      minute,
      people,
      ...(channel === undefined ? {} : { channel }),
    })),
    ...(unreached ? { unreached } : {}),
  };
}

function headOf({ identities: [first = '', ...others] }: RouteChange): string {
  return others.length === 0 ? first : `${first} and ${others.length} alike`;
}

function routeSentences({ at, total, before, after }: RouteChange, zone: string): string[] {
  return [
    `routed in another way for ${inWords(total / 1000)}, first on ${localText(zone, at)}:`,
    `before: ${answerText(before)}`,
    `now: ${answerText(after)}`,
  ];
}

function answerText({ priority, steps, unreached }: RouteAnswer): string {
  const parts = steps.map((step) => `${minuteText(step.minute)} ${peopleText(step)}`);
  return `${priority}, ${unreached ? `nobody, ${unreached.reason}` : parts.join('; ')}`;
}

function shown(sentences: readonly string[], most = mostLines): string[] {
  const more = sentences.length - most;
  return more > 0 ? [...sentences.slice(0, most), `and ${more} more`] : [...sentences];
}
