import type { Finding } from '../../findings/finding.ts';
import { problemAt } from '../problem.ts';
import { conditionFields, requiredConditionFields } from '../schema/alert.ts';
import { child, nodeAt, type MapNode } from '../source/node.ts';
import type { Condition } from '../types.ts';
import { parseDuration } from '../values/duration.ts';
import { toUnit } from '../values/quantity.ts';
import { originAt } from './merge.ts';

const thresholds = ['critical', 'warning', 'recovery', 'warningRecovery'] as const;
const durations = ['over', 'for', 'delay', 'downFor', 'missingFor', 'expiresWithin', 'long', 'short'] as const;

/** The typed condition of an alert. Fields that a default brings but the source does not admit are skipped; written ones are findings. */
export function resolveCondition(
  root: MapNode,
  kind: string,
  unit: string | undefined,
  report: (finding: Finding) => void,
  subject: string,
): Condition | undefined {
  const node = child(root, 'condition');
  const written = node?.kind === 'map' ? node : undefined;
  const admitted = conditionFields[kind] ?? [];
  const values: Record<string, unknown> = { kind };
  let wrong = false;
  for (const key of written?.entries.keys() ?? []) {
    if (admitted.includes(key)) continue;
    if (isDefault(originAt(root, ['condition', key], '').layer)) continue;
    const entry = written?.entries.get(key);
    if (!entry || !written) continue;
    const place = { file: entry.value.file, start: entry.value.start, end: entry.value.end };
    report(
      problemAt(
        'condition/not-applicable',
        place,
        `"${key}" does not apply here: ${article(kind)} condition has ${admitted.join(', ') || 'no fields'}.`,
        { subject },
      ),
    );
    wrong = true;
  }
  for (const key of admitted) {
    const field = nodeAt(root, ['condition', key]);
    if (!field) continue;
    const value = field.kind === 'scalar' ? field.value : undefined;
    if ((thresholds as readonly string[]).includes(key)) {
      const quantity = toUnit(value, unit);
      if (quantity.ok) values[key] = quantity.value;
      else {
        report(
          problemAt('condition/unit', field, `The threshold "${key}" cannot be read: ${quantity.reason}.`, { subject }),
        );
        wrong = true;
      }
    } else if ((durations as readonly string[]).includes(key)) values[key] = parseDuration(value);
    else if (key === 'atLeast' && field.kind === 'map') values[key] = numbers(field);
    else values[key] = value;
  }
  return wrong || !complete(root, kind, values, report, subject) ? undefined : (values as unknown as Condition);
}

function complete(
  root: MapNode,
  kind: string,
  values: Readonly<Record<string, unknown>>,
  report: (finding: Finding) => void,
  subject: string,
): boolean {
  const missing = (requiredConditionFields[kind] ?? []).filter((key) => values[key] === undefined);
  if (missing.length === 0) return true;
  const place = nodeAt(root, ['condition']) ?? nodeAt(root, ['source']) ?? root;
  report(
    problemAt(
      'condition/incomplete',
      place,
      `The condition lacks ${missing.map((key) => `"${key}"`).join(' and ')}: without ${missing.length > 1 ? 'them' : 'it'} nothing says when the alert fires.`,
      { subject },
    ),
  );
  return false;
}

/** Whether a layer only supplies defaults. */
export function isDefault(layer: string): boolean {
  return layer.endsWith(' defaults');
}

function numbers(node: MapNode): Record<string, number> {
  return Object.fromEntries(
    [...node.entries].map(([key, entry]) => [
      key,
      entry.value.kind === 'scalar' ? Number(entry.value.value) : Number.NaN,
    ]),
  );
}

function article(kind: string): string {
  return kind === 'none' ? 'this' : `a ${kind}`;
}
