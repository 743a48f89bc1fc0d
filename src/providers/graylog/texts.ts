import type { Path } from '../../definitions/source/node.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import { report, type Scope } from './scope.ts';

/** A piece of a text: as it is, or a variable of Graylog's template. */
type Piece = string | { readonly variable: string };

/** A text that may have variables, before it is written for the place where it goes. */
export type Text = readonly Piece[];

/** Name of the event's field that has the measured value. */
export const valueField = 'value';

/** Name of the event's field that has the value of a group. Names of fields have no hyphens in templates. */
export function groupField(alias: string): string {
  return `group_${alias.replace(/[^A-Za-z0-9]/g, '_')}`;
}

/** A text of a definition; people read every word, so only known variables may stand in it. */
export function sentence(scope: Scope, text: string, path: Path): Text {
  return filled(text.trim(), (name) => {
    const known = translated(scope.alert, name);
    if (known === undefined)
      report(
        scope,
        'graylog/template-variable',
        path,
        `There is no variable {{${name}}} here. Known: ${namesOf(scope.alert)}.`,
      );
    return known;
  });
}

/** Steps of a runbook: commands may have braces of their own, which are shown as they are. */
export function instructions({ alert }: Scope, text: string): Text {
  return filled(text.trim(), (name) => translated(alert, name));
}

function filled(text: string, fill: (name: string) => Piece | undefined): Text {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    pieces.push(text.slice(at, match.index), fill(match[1] ?? '') ?? match[0]);
    at = match.index + match[0].length;
  }
  return [...pieces, text.slice(at)].filter((piece) => piece !== '');
}

function translated(alert: ResolvedAlert, name: string): Piece | undefined {
  const { condition, source, groups } = alert;
  if (name === 'value' && source.type === 'aggregation') return { variable: `event.fields.${valueField}` };
  if (name === 'threshold' && condition.kind === 'measurement' && condition.critical !== undefined)
    return shownNumber(condition.critical, source.unit);
  const group = groups?.by.find(({ alias }) => name === `group.${alias}`);
  return group && { variable: `event.fields.${groupField(group.alias)}` };
}

function shownNumber(value: number, unit: string | undefined): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(4))}%`;
  return `${value}${unit === 'percent' ? '%' : unit === 's' || unit === 'ms' ? unit : ''}`;
}

function namesOf({ condition, source, groups }: ResolvedAlert): string {
  const names = [
    ...(source.type === 'aggregation' ? ['value'] : []),
    ...(condition.kind === 'measurement' ? ['threshold'] : []),
    ...(groups?.by ?? []).map(({ alias }) => `group.${alias}`),
  ];
  return names.join(', ') || 'none';
}

/** The title with the values of groups. */
export function titleOf(scope: Scope): Text {
  return sentence(scope, scope.alert.title, ['description']);
}

/** The title of objects, which are there whatever the groups are. */
export function plainTitle({ title }: ResolvedAlert): string {
  return title.replace(/ *\|? *\{\{group\.[^}]*\}\}/g, '');
}

/** What the person who is called reads: the message, impact, the runbook's three parts, and links. */
export function storyOf(scope: Scope): Text {
  const { alert } = scope;
  const { runbook, dashboard } = alert;
  const say = (text: string | undefined, field: string): Text =>
    text === undefined ? [] : sentence(scope, text, [field]);
  const time = runbook?.expectedTime === undefined ? '' : ` (expected time ${formatDuration(runbook.expectedTime)})`;
  const steps = (runbook?.resolution ?? []).map((step, index): Text => [
    `${index + 1}. `,
    ...instructions(scope, step),
  ]);
  return joined(
    [
      alert.message === undefined ? say(alert.description, 'description') : say(alert.message, 'message'),
      prefixed('Impact: ', say(alert.impact, 'impact')),
      runbook ? joined([prefixed(`Runbook${time}: `, instructions(scope, runbook.trigger)), ...steps], '\n') : [],
      dashboard === undefined ? [] : [`Dashboard: ${dashboard}`],
      ...alert.links.map(({ title, url }): Text => [`${title}: ${url}`]),
    ],
    '\n\n',
  );
}

function prefixed(prefix: string, text: Text): Text {
  return text.length === 0 ? [] : [prefix, ...text];
}

function joined(texts: readonly Text[], separator: string): Text {
  return texts.filter((text) => text.length > 0).flatMap((text, index) => (index === 0 ? text : [separator, ...text]));
}

/**
 * A text as Graylog's template (JMTE): a backslash is taken away before what follows it, and `${` begins a variable.
 * https://github.com/DJCordhose/jmte
 */
export function template(text: Text): string {
  return text.map((piece) => (typeof piece === 'string' ? literal(piece) : `\${${piece.variable}}`)).join('');
}

/** A text as the content of a JSON string within a template. */
export function jsonTemplate(text: Text): string {
  const pieces = text.map((piece) =>
    typeof piece === 'string' ? literal(JSON.stringify(piece).slice(1, -1)) : `\${${piece.variable}}`,
  );
  return `"${pieces.join('')}"`;
}

function literal(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('${', '\\${');
}
