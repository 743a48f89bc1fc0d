import { nearestName } from '../../findings/nearest-name.ts';
import { problemAt } from '../problem.ts';
import type { Violation } from '../schema/validate.ts';
import { type Path, type ScalarNode, type YamlNode } from '../source/node.ts';
import type { Kind } from '../types.ts';
import { isRealDate } from '../values/calendar.ts';
import { parseLevels } from '../values/levels.ts';
import { parseSeries } from '../values/series.ts';
import { parseWeeklySpan } from '../values/weekly.ts';
import { isZone, zoneNames } from '../values/zone.ts';

/** What a JSON Schema cannot say of single values: days that exist, zones that exist, spans of hours. */
export function checkValues(kind: Kind, root: YamlNode, subject: string): Violation[] {
  const violations: Violation[] = [];
  if (kind === 'OpenSLO') return violations;
  walk(root, [], (node, path) => {
    const message =
      checkText(String(node.value), path) ?? (kind === 'AlertTest' ? checkSeries(String(node.value), path) : undefined);
    if (message) violations.push({ path, finding: problemAt('schema/value', node, message, { subject }) });
  });
  return violations;
}

function walk(node: YamlNode, path: (string | number)[], visit: (node: ScalarNode, path: Path) => void): void {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') visit(node, [...path]);
    return;
  }
  const children: Iterable<[string | number, YamlNode]> =
    node.kind === 'list'
      ? node.items.entries()
      : [...node.entries].map(([key, entry]): [string, YamlNode] => [key, entry.value]);
  for (const [key, value] of children) {
    path.push(key);
    walk(value, path, visit);
    path.pop();
  }
}

const dateKeys = new Set(['until', 'from', 'to', 'start', 'end', 'reviewed', 'run', 'onCall', 'shadow']);

function checkText(text: string, path: Path): string | undefined {
  const key = path.at(-1);
  if (text.includes('${')) return undefined;
  if (key === 'timezone' && !isZone(text)) {
    const near = nearestName(text, zoneNames());
    return `The time zone "${text}" is unknown.${near ? ` Did you mean "${near}"?` : ' Expected an IANA name such as Europe/Paris.'}`;
  }
  if (typeof key === 'string' && dateKeys.has(key) && /^\d{4}-\d{2}-\d{2}/.test(text) && !isRealDate(text))
    return `The day ${text.slice(0, 10)} does not exist.`;
  if ((key === 'weekly' || (typeof key === 'number' && path.at(-2) === 'weekly')) && !parseWeeklySpan(text)) {
    return `"${text}" is not a span of weekly hours; expected e.g. "mon-fri 09:00-18:00", "fri 20:00 - mon 08:00" or "sat-sun".`;
  }
  return undefined;
}

/** Series stand in the input of a case: below a query, as `values`, by measure, as good and total events; levels in `value`. */
function checkSeries(text: string, path: Path): string | undefined {
  const [cases, , input, kind, ...rest] = path;
  if (cases !== 'cases' || input !== 'input' || text.includes('${')) return undefined;
  const key = rest.at(-1);
  const isSeries =
    (kind === 'metrics' && (rest.length === 1 || key === 'values')) ||
    (kind === 'queues' && key !== 'name') ||
    kind === 'slo' ||
    (kind === 'probes' && (key === 'daysLeft' || key === 'loads'));
  const isLevels = kind === 'value' && (rest.length === 0 || key === 'values');
  const parsed = isLevels ? parseLevels(text) : isSeries ? parseSeries(text) : undefined;
  return parsed === undefined || parsed.ok ? undefined : `The series cannot be read: ${parsed.reason}.`;
}
