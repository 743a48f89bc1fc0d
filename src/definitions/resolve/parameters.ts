import type { Finding } from '../../findings/finding.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import type { LoadedDocument } from '../load/load-file.ts';
import { problemAt } from '../problem.ts';
import { child, entryAt, toData, type YamlNode } from '../source/node.ts';
import { parseDuration } from '../values/duration.ts';
import type { Bindings } from '../values/interpolate.ts';
import { interpolateNode } from './interpolate-node.ts';

interface Parameter {
  readonly type: string;
  readonly default?: unknown;
}

/** The bindings inside a template: its parameters over the names of the application. Undefined when a parameter is wrong. */
export function bindParameters(
  template: LoadedDocument,
  use: YamlNode,
  outer: Bindings,
  findings: Finding[],
): Bindings | undefined {
  const parameters = (template.document.data['parameters'] ?? {}) as Record<string, Parameter>;
  const given = child(use, 'with');
  const bindings = new Map(outer);
  const before = findings.length;
  const subject = `template ${template.document.id}`;
  if (given?.kind === 'map') {
    for (const [name, entry] of given.entries) {
      const parameter = parameters[name];
      const value = interpolateNode(entry.value, outer, findings);
      if (!parameter) {
        const near = nearestName(name, Object.keys(parameters));
        const place = { file: given.file, start: entry.keyStart, end: entry.keyEnd };
        findings.push(
          problemAt(
            'template/unknown-parameter',
            place,
            `The ${subject} has no parameter "${name}".${near ? ` Did you mean "${near}"?` : ` It has: ${Object.keys(parameters).join(', ') || 'none'}.`}`,
          ),
        );
        if (near) bindings.set(near, '');
        continue;
      }
      const reason = typeProblem(toData(value), parameter.type);
      if (reason)
        findings.push(
          problemAt(
            'template/parameter-type',
            entry.value,
            `The parameter "${name}" of the ${subject} must be ${reason}.`,
          ),
        );
      bindings.set(name, toData(value) as string);
    }
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    if (bindings.has(name) && (given?.kind === 'map' ? given.entries.has(name) || bindings.get(name) === '' : false))
      continue;
    if (parameter.default !== undefined) bindings.set(name, parameter.default as string);
    else {
      const entry = entryAt(use, ['template']);
      const place = entry ? entry.value : use;
      findings.push(
        problemAt(
          'template/missing-parameter',
          place,
          `The ${subject} needs the parameter "${name}" (${parameter.type}). Add it below "with".`,
        ),
      );
    }
  }
  return findings.length > before ? undefined : bindings;
}

/** What the type demands, when the value is not of it. */
function typeProblem(value: unknown, type: string): string | undefined {
  const text = String(value);
  switch (type) {
    case 'string':
      return typeof value === 'object' ? 'a text' : undefined;
    case 'id':
      return /^[a-z0-9][a-z0-9._-]*$/i.test(text) && typeof value === 'string'
        ? undefined
        : 'an id of letters, digits, dots and hyphens';
    case 'number':
      return typeof value === 'number' ? undefined : 'a number';
    case 'percentage':
      return (typeof value === 'string' && /^\d+(\.\d+)?%$/.test(value)) || typeof value === 'number'
        ? undefined
        : 'a percentage such as 5%';
    case 'duration':
      return parseDuration(value) !== undefined || /^\d+(\.\d+)?(ms|us|ns)$/.test(text)
        ? undefined
        : 'a duration such as 5m or 800ms';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    default:
      return Array.isArray(value) ? undefined : 'a list';
  }
}
