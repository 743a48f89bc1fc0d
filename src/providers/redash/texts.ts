import type { Path } from '../../definitions/source/node.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import { markerOf, markerTags } from '../marker.ts';
import { report, type Scope } from './scope.ts';

/**
 * The subject: the state stands first (TRIGGERED, OK, UNKNOWN), so that an integration can tell what opens an alert from what closes it, and what
 * follows is the same for all states. getredash/redash, redash/models/__init__.py, Alert.render_template
 */
export function subjectOf({ alert }: Scope): string {
  return `[{{ALERT_STATUS}}] [${alert.priority}] ${alert.title.replaceAll('{{', '{ {')}`;
}

/** What the person who is called reads, as HTML: the message, impact, the runbook's three parts, links, and what policies select by. */
export function bodyOf(scope: Scope): string {
  const { alert } = scope;
  const { runbook, dashboard, impact, message } = alert;
  const time = runbook?.expectedTime === undefined ? '' : ` (expected time ${formatDuration(runbook.expectedTime)})`;
  const steps = (runbook?.resolution ?? []).map((step) => `<li>${instructions(scope, step)}</li>`);
  const links = [...(dashboard === undefined ? [] : [{ title: 'Dashboard', url: dashboard }]), ...alert.links];
  return [
    message === undefined
      ? paragraph(sentence(scope, alert.description, ['description']))
      : paragraph(sentence(scope, message, ['message'])),
    ...(impact === undefined ? [] : [paragraph(`Impact: ${sentence(scope, impact, ['impact'])}`)]),
    ...(runbook ? [paragraph(`Runbook${time}: ${instructions(scope, runbook.trigger)}`)] : []),
    ...(steps.length > 0 ? [`<ol>${steps.join('')}</ol>`] : []),
    ...links.map(({ title, url }) => paragraph(`<a href="${escaped(url)}">${escaped(title)}</a>`)),
    paragraph('<a href="{{ALERT_URL}}">Alert</a>, <a href="{{QUERY_URL}}">query</a>'),
    paragraph(escaped(factsOf(scope).join(' '))),
  ].join('\n');
}

const paragraph = (html: string): string => `<p>${html}</p>`;

/** Facts by which an integration of the on-call backend can select. */
function factsOf({ alert, context }: Scope): string[] {
  return [
    ...markerTags(markerOf(alert, context.project)),
    `priority:${alert.priority}`,
    ...(alert.category === undefined ? [] : [`category:${alert.category}`]),
    ...Object.entries(alert.tags).map(([key, value]) => `${key}:${value}`),
  ];
}

/** A text of a definition; people read every word, so only known variables may stand in it. */
function sentence(scope: Scope, text: string, path: Path): string {
  return filled(text, (name) => {
    const known = translated(scope.alert, name);
    if (known === undefined)
      report(
        scope,
        'redash/template-variable',
        path,
        `There is no variable {{${name}}} here. Known: value, threshold.`,
      );
    return known;
  });
}

/** Steps of a runbook: commands may have braces of their own, which are shown as they are. */
function instructions({ alert }: Scope, text: string): string {
  return filled(text, (name) => translated(alert, name));
}

function filled(text: string, fill: (name: string) => string | undefined): string {
  const pieces: string[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    pieces.push(escaped(text.slice(at, match.index)), fill(match[1] ?? '') ?? escaped(match[0]));
    at = match.index + match[0].length;
  }
  return [...pieces, escaped(text.slice(at))].join('').trim();
}

function translated({ condition, source }: ResolvedAlert, name: string): string | undefined {
  if (name === 'value') return '{{QUERY_RESULT_VALUE}}';
  if (name !== 'threshold' || condition.kind !== 'measurement' || condition.critical === undefined) return undefined;
  const { unit } = source;
  if (unit === 'ratio') return `${Number((condition.critical * 100).toPrecision(4))}%`;
  return `${condition.critical}${unit === 'percent' ? '%' : unit === 's' || unit === 'ms' ? unit : ''}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '{': '&#123;',
  '}': '&#125;',
};

/** As HTML, in which no brace is left that Redash's templates could take for theirs. */
function escaped(text: string): string {
  return text.replace(/[&<>"{}]/g, (letter) => entities[letter] ?? letter);
}
