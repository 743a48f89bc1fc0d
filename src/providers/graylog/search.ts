import { parseDuration } from '../../definitions/values/duration.ts';
import type { Comparison, Group, MeasurementCondition } from '../../definitions/types.ts';
import type { CompiledResource } from '../provider.ts';
import { asked, report, sourcePath, type Scope } from './scope.ts';

type Inputs = CompiledResource['inputs'];

/** Seconds that an execution looks back where the condition says nothing. */
const usualWindow = 300;
/** Seconds between two executions where the source says nothing. */
const usualPeriod = 60;

/** What is computed: `p95(took_ms)` is type, field and percentile. */
export interface Series {
  readonly id: string;
  readonly type: string;
  readonly field?: string;
  readonly percentile?: number;
}

const operators: Readonly<Record<Comparison, string>> = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' };
const opposites: Readonly<Record<Comparison, string>> = { above: '<=', 'at-least': '<', below: '>=', 'at-most': '>' };

/** What both kinds of searches have. */
export function searchOf({ alert }: Scope): Inputs {
  const { query = '', streams, every } = alert.source.fields;
  const over = alert.condition.kind === 'measurement' ? alert.condition.over : undefined;
  const period = parseDuration(every) ?? usualPeriod;
  // Where each message is an event, an execution looks back to the one before: further, and messages would fire twice.
  const window = alert.source.type === 'filter' ? period : (over ?? usualWindow);
  return {
    query: String(query).trim(),
    ...(Array.isArray(streams) && streams.length > 0 ? { streams: [...(streams as string[])].sort() } : {}),
    searchWithinMs: window * 1000,
    executeEveryMs: period * 1000,
  };
}

/** Series, condition and groups of an aggregation. */
export function aggregationOf(scope: Scope, condition: MeasurementCondition): Inputs {
  const { alert } = scope;
  checkCondition(scope, condition);
  const groups = groupsOf(scope, condition);
  const series = seriesOf(String(alert.source.fields['compute'] ?? 'count'));
  return {
    ...(groups.length > 0 ? { groupBy: groups.map(({ facet }) => facet) } : {}),
    series: [{ ...series }],
    condition: comparison(series, operators[condition.is], condition.critical ?? 0),
  };
}

/** The same search, whose condition holds when that of the alert does not. */
export function oppositeOf(inputs: Inputs, { is, critical = 0 }: MeasurementCondition): Inputs {
  const [series] = inputs['series'] as unknown as readonly Series[];
  return series ? { ...inputs, condition: comparison(series, opposites[is], critical) } : inputs;
}

function comparison({ id }: Series, expr: string, value: number): Inputs {
  return { expr, left: { expr: 'number-ref', ref: id }, right: { expr: 'number', value } };
}

/** @param compute `count`, `unique(user)`, `p95(took_ms)` */
export function seriesOf(compute: string): Series {
  const [, name = 'count', field] = /^([a-z0-9]+)(?:\(([^)]+)\))?$/.exec(compute) ?? [];
  const id = compute;
  if (field === undefined) return { id, type: 'count' };
  if (name === 'unique') return { id, type: 'card', field };
  return /^p\d/.test(name)
    ? { id, type: 'percentile', field, percentile: Number(name.slice(1)) }
    : { id, type: name, field };
}

function checkCondition(scope: Scope, condition: MeasurementCondition): void {
  if (condition.critical === undefined)
    report(scope, 'graylog/threshold', ['condition'], 'Graylog needs a critical threshold.');
  const unsayable = {
    warning: 'There are no warnings: an execution makes events or none.',
    warningRecovery: 'There are no warnings: an execution makes events or none.',
    recovery: 'Events have no end, so nothing recovers.',
    for: 'Nothing is held: each execution decides by itself. Say "over".',
    delay: 'A search always ends now.',
    reduce: 'What is computed is said by "compute" of the source.',
    atLeast: 'One series is compared.',
    fullWindow: 'A search looks at what is there.',
  } as const;
  for (const [field, reason] of Object.entries(unsayable))
    if (condition[field as keyof typeof unsayable] !== undefined && asked(scope, ['condition', field]))
      report(scope, 'graylog/condition', ['condition', field], reason);
  const { noData } = condition;
  if (noData !== undefined && noData !== 'ok' && asked(scope, ['condition', 'noData']))
    report(scope, 'graylog/condition', ['condition', 'noData'], 'Graylog cannot tell missing messages from none.', {
      help: 'Say "noData: ok"; to be told when messages stop, count them and compare with "below".',
    });
}

function groupsOf(scope: Scope, { is }: MeasurementCondition): readonly Group[] {
  const { alert } = scope;
  const groups = alert.groups?.by ?? [];
  const isCounted = /^(count$|unique)/.test(String(alert.source.fields['compute'] ?? 'count'));
  if (groups.length > 0 && isCounted && (is === 'below' || is === 'at-most'))
    report(
      scope,
      'graylog/silent-groups',
      ['condition', 'is'],
      'A group without messages is not counted at all, so it would never be below.',
      {
        help: 'Write an alert without groups for each value that has to be there.',
      },
    );
  for (const { facet } of groups)
    if (!/^[\w.@-]+$/.test(facet))
      report(scope, 'graylog/group-field', ['groups', 'by'], `"${facet}" is no name of a field.`);
  const aliases = groups.map(({ alias }) => alias);
  const { notify, newGroupDelay } = alert.groups ?? {};
  if (notify && aliases.some((alias) => !notify.includes(alias)) && asked(scope, ['groups', 'notify']))
    report(scope, 'graylog/group-notices', ['groups', 'notify'], 'Graylog tells of each group by itself.');
  if (newGroupDelay !== undefined && asked(scope, ['groups', 'newGroupDelay']))
    report(scope, 'graylog/group-notices', ['groups', 'newGroupDelay'], 'Graylog tells of a new group at once.');
  return groups;
}

const rules = ['is', 'matches', 'above', 'below', 'exists', 'contains'] as const;

/** Kinds of rules by number. Graylog2/graylog2-server, org/graylog2/plugin/streams/StreamRuleType.java */
const ruleTypes = { is: 1, matches: 2, above: 3, below: 4, exists: 5, contains: 6 } as const;

/** The rules of a stream of the alert's own. */
export function rulesOf(scope: Scope): Inputs[] {
  const { rules: written = [] } = scope.alert.source.fields['stream'] as { readonly rules?: readonly Inputs[] };
  return written.map((rule, index) => {
    const said = rules.filter((name) => rule[name] !== undefined);
    const [name] = said;
    if (name === undefined || said.length > 1)
      report(
        scope,
        'graylog/stream-rule',
        sourcePath(scope.alert, 'stream', 'rules', index),
        `A rule says exactly one of ${rules.join(', ')}.`,
      );
    const not = rule['not'] === true;
    return {
      type: ruleTypes[name ?? 'exists'],
      field: String(rule['field']),
      value: name === undefined || name === 'exists' ? '' : String(rule[name]),
      inverted: name === 'exists' && rule['exists'] === false ? !not : not,
    };
  });
}
