import { priorities } from '../../definitions/types.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { titleExpression } from './title-expression.ts';

/** Tags of an alert: https://docs.opsgenie.com/docs/alert-api */
const longestTag = 50;

/** The tag that says each fact of an alert: src/providers/datadog/tags.ts. Datadog hands a monitor's tags on to the alert. */
const tagKeys: Readonly<Record<string, string>> = {
  environment: 'env',
  squad: 'team',
  application: 'service',
  category: 'category',
};

type When = Readonly<Record<string, unknown>>;

/** A condition of Opsgenie's filters; `order` is its place. */
export type Condition = Inputs & { readonly field: string };

/**
 * A selector as conditions that must all hold: values of one key become one condition, or for priorities one against each other priority,
 * which needs no "any of".
 */
export function conditionsOf(when: When | undefined, path: Path, compiling: Compiling): Condition[] {
  const conditions = Object.entries(when ?? {}).flatMap(([key, written]): Condition[] => {
    const at = [...path, key];
    if (key === 'priority') return byPriority(listed(written));
    if (key === 'title') return [condition('message', 'matches', titleExpression(listed(written), at, compiling))];
    if (key === 'alert') return [byAlert(listed(written), at, compiling)];
    if (key === 'tag' || key === 'group')
      return Object.entries(written as When).map(([tag, values]) =>
        byTag(tag, listed(values), [...at, tag], compiling),
      );
    const tag = tagKeys[key];
    if (tag !== undefined) return [byTag(tag, listed(written), at, compiling)];
    compiling.report('selector', at, `What an alert brings to Opsgenie does not say its ${key}.`, {
      help: 'Select by application, category, priority or a tag; or give the alerts a tag that says it.',
    });
    return [];
  });
  return conditions;
}

/** A condition on a tag that an alert carries, or does not carry. */
export function hasTag(tag: string, not = false): Condition {
  return { field: 'tags', operation: 'contains', expectedValue: tag, not };
}

/** Conditions in their places, as a filter: all of them must hold. */
export function filterOf(conditions: readonly Condition[]): Inputs {
  if (conditions.length === 0) return { type: 'match-all' };
  return { type: 'match-all-conditions', conditions: conditions.map((one, order) => ({ ...one, order })) };
}

function condition(field: string, operation: string, expectedValue: string, not = false): Condition {
  return { field, operation, expectedValue, not };
}

function byPriority(wanted: readonly string[]): Condition[] {
  if (wanted.length === 1) return [condition('priority', 'equals', wanted[0] as string)];
  const others = priorities.filter((priority) => !wanted.includes(priority));
  return others.map((priority) => condition('priority', 'equals', priority, true));
}

function byTag(key: string, values: readonly string[], path: Path, compiling: Compiling): Condition {
  const tags = values.map((value) => `${key}:${value}`.toLowerCase());
  for (const tag of tags)
    if (tag.length > longestTag)
      compiling.report(
        'tag-length',
        path,
        `Opsgenie keeps ${longestTag} characters of a tag: "${tag}" has ${tag.length}.`,
      );
  const [tag = ''] = tags;
  if (tags.length === 1) return hasTag(tag);
  return condition('tags', 'matches', oneTag(`${key}:(${values.map((one) => quoted(one.toLowerCase())).join('|')})`));
}

/** `alert` of any application, or `application/alert`. */
function byAlert(values: readonly string[], path: Path, compiling: Compiling): Condition {
  const wanted = values.map((value) => {
    const identity = `alerts_identity:production/${value.includes('/') ? value : `application/${value}`}`;
    if (identity.length > longestTag)
      compiling.report(
        'tag-length',
        path,
        `The tag that names the alert "${value}" is longer than the ${longestTag} characters that Opsgenie keeps.`,
        {
          help: 'Give the alert a tag of its own and select that.',
        },
      );
    return value.includes('/') ? `[^/]+/${quoted(value)}` : `[^/]+/[^/]+/${quoted(value)}`;
  });
  return condition('tags', 'matches', oneTag(`alerts_identity:(${wanted.join('|')})`));
}

/** An expression for one tag that also holds where all tags are one text: whether Opsgenie looks at each is not documented. */
function oneTag(expression: string): string {
  return `^(.*[, ])?${expression}([, ].*)?$`;
}

/** A text as a regular expression. */
export function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function listed(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
