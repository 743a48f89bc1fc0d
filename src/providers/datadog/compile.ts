import type { BurnCondition, CheckCondition, ResolvedAlert } from '../../definitions/types.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { Reference, Value } from '../../graph/types.ts';
import type { CompileContext, Compiled, CompiledResource } from '../provider.ts';
import { commonInputs, envTag, monitor } from './common.ts';
import { Problems } from './constraints.ts';
import { metricMonitors, notifyNoData, searchMonitor, type MetricExpression } from './measured.ts';
import { groupOptions } from './options.ts';
import { checkQuery, fillFormula, grouped, number, quoted, rollup } from './query.ts';
import { rawInputs } from './raw.ts';
import { readSlo, timeframes } from './slo.ts';

type Compile = (alert: ResolvedAlert, context: CompileContext, problems: Problems) => CompiledResource[];

/** An alert as Datadog monitors. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const problems = new Problems();
  const one = alert.source.vendor === 'slo' ? burn : kinds[alert.source.type];
  const resources = one ? one(alert, context, problems) : [];
  return { resources, problems: problems.list };
}

const kinds: Readonly<Record<string, Compile>> = { metric, logs, apm, check, event, composite, raw };

function facets(alert: ResolvedAlert): string[] {
  return alert.groups?.by.map((group) => group.facet) ?? [];
}

function metric(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const { queries, formula } = alert.source.fields as { queries: Record<string, string>; formula?: string };
  for (const [name, query] of Object.entries(queries)) checkQuery(name, query, problems);
  const groupedQueries = Object.fromEntries(
    Object.entries(queries).map(([name, query]) => [name, grouped(query, facets(alert))]),
  );
  return metricMonitors(
    alert,
    { expression: fillFormula(formula, groupedQueries, problems), queries: groupedQueries },
    context,
    problems,
  );
}

/**
 * Trace metrics: `trace.<operation>.hits`, `.errors` are counts, `trace.<operation>` is a distribution of seconds
 * (docs.datadoghq.com/tracing/metrics/metrics_namespace).
 */
function apm(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const { service, operation, resource, measure } = alert.source.fields as {
    service: string;
    operation: string;
    resource?: string;
    measure: string;
  };
  const scope = [
    `env:${envTag(alert.environment, context)}`,
    `service:${service}`,
    ...(resource === undefined ? [] : [`resource_name:${resourceTag(resource)}`]),
  ].join(',');
  const count = (name: string): string => grouped(`sum:trace.${operation}.${name}{${scope}}.as_count()`, facets(alert));
  const queries = { hits: count('hits'), errors: count('errors') };
  const latency = grouped(`${measure}:trace.${operation}{${scope}}`, facets(alert));
  const expressions: Readonly<Record<string, string>> = {
    hits: queries.hits,
    errors: queries.errors,
    'error-rate': `${queries.errors} / ${queries.hits}`,
  };
  const expression: MetricExpression = { expression: expressions[measure] ?? latency, queries };
  return metricMonitors(alert, expression, context, problems);
}

/** Resource names become tag values: lower case, other characters as underscores (docs: tracing, normalisation). */
function resourceTag(resource: string): string {
  return resource.toLowerCase().replace(/[^\w:./-]+/g, '_');
}

function logs(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const { query, index = '*', compute } = alert.source.fields as { query: string; index?: string; compute: string };
  return searchMonitor(
    alert,
    'log alert',
    `logs(${quoted(query)}).index(${quoted(index)}).${rollup(compute)}`,
    context,
    problems,
  );
}

function event(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  return searchMonitor(
    alert,
    'event-v2 alert',
    `events(${quoted(String(alert.source.fields['query']))}).rollup("count")`,
    context,
    problems,
  );
}

/** `.by("*")` evaluates every tagged check on its own, which is what a check without groups means. */
function check(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const { name, over, exclude } = alert.source.fields as { name: string; over: string[]; exclude?: string[] };
  const { failures, warningFailures, recoveries } = alert.condition as CheckCondition;
  const last = Math.max(failures, warningFailures ?? 0, recoveries ?? 0) + 1;
  if (last > 100)
    problems.add(
      'check-window',
      ['condition', 'failures'],
      `Datadog looks at up to 100 statuses of a check, and needs one more than the largest number; ${last - 1} is too many.`,
    );
  if (warningFailures !== undefined && warningFailures >= failures)
    problems.add(
      'threshold-order',
      ['condition', 'warningFailures'],
      `The warning after ${warningFailures} failures must come before the alert after ${failures}.`,
    );
  const list = (tags: readonly string[]): string => tags.map((tag) => quoted(tag)).join(',');
  const by = facets(alert).length > 0 ? list(facets(alert)) : '"*"';
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems),
    type: 'service check',
    query: `${quoted(name)}.over(${list(over)})${exclude ? `.exclude(${list(exclude)})` : ''}.by(${by}).last(${last}).count_by_status()`,
    monitorThresholds: {
      critical: number(failures),
      ...(warningFailures === undefined ? {} : { warning: number(warningFailures) }),
      ...(recoveries === undefined ? {} : { ok: number(recoveries) }),
    },
    requireFullWindow: false,
    ...notifyNoData(alert),
    ...groupOptions(alert, 'check', problems),
  };
  const counts = ['condition.failures', 'condition.warningFailures', 'condition.recoveries'];
  return [
    monitor(inputs, {
      query: ['source', 'groups.by', ...counts],
      monitorThresholds: counts,
      notifyNoData: ['condition.noData'],
      notifyBies: ['groups.notify'],
      newGroupDelay: ['groups.newGroupDelay'],
    }),
  ];
}

function composite(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const { members, formula } = alert.source.fields as { members: Record<string, string>; formula: string };
  const ids = new Map(
    Object.entries(members).map(([name, reference]) => [name, member(name, reference, context, problems)]),
  );
  const used = new Set<string>();
  const query = formula.split(/([a-z][a-z0-9_]*)/).flatMap((token): (string | Reference)[] => {
    if (!/^[a-z]/.test(token)) return token === '' ? [] : [token];
    if (!ids.has(token))
      problems.add(
        'composite-formula',
        ['source', 'datadog', 'composite', 'formula'],
        `The formula uses "${token}", which is no member. Members: ${[...ids.keys()].join(', ')}.`,
      );
    used.add(token);
    return [ids.get(token) ?? token];
  });
  for (const name of ids.keys())
    if (!used.has(name))
      problems.add(
        'composite-formula',
        ['source', 'datadog', 'composite', 'members', name],
        `The member "${name}" is not used by the formula. Use it or remove it.`,
      );
  commonGroups(members, context, problems);
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems),
    type: 'composite',
    query: { $join: query },
    requireFullWindow: false,
    ...notifyNoData(alert),
  };
  return [monitor(inputs, { query: ['source'], notifyNoData: ['condition.noData'] })];
}

function member(name: string, reference: string, context: CompileContext, problems: Problems): Reference | string {
  const path = ['source', 'datadog', 'composite', 'members', name];
  const found = context.alert(reference);
  if (!found)
    problems.add(
      'composite-member',
      path,
      `There is no alert "${reference}" in this environment.`,
      'Write "alert" for one of the same application, or "application/alert".',
    );
  else if (found.source.type === 'composite')
    problems.add(
      'composite-member',
      path,
      `"${reference}" is a composite itself; Datadog does not nest composites. Name its members instead.`,
    );
  else if (found.source.vendor !== 'datadog' && found.source.vendor !== 'rabbitmq' && found.source.vendor !== 'slo')
    problems.add(
      'composite-member',
      path,
      `"${reference}" is measured by ${found.source.vendor}, which Datadog cannot combine.`,
    );
  return found ? { $ref: found.identity, output: 'id' } : reference;
}

function commonGroups(members: Readonly<Record<string, string>>, context: CompileContext, problems: Problems): void {
  const groupedMembers = Object.values(members)
    .map((reference) => context.alert(reference)?.groups?.by.map((group) => group.facet))
    .filter((list) => list !== undefined);
  const [first, ...others] = groupedMembers;
  if (!first || others.length === 0) return;
  if (!first.some((facet) => others.every((list) => list.includes(facet))))
    problems.add(
      'composite-groups',
      ['source', 'datadog', 'composite', 'members'],
      `The grouped members share no group (${groupedMembers.map((list) => list.join('+')).join(' and ')}), so Datadog would never evaluate them together.`,
    );
}

function raw(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const {
    type,
    query,
    options = {},
  } = alert.source.fields as { type: string; query: string; options?: Record<string, Value> };
  const inputs: Record<string, Value> = {
    requireFullWindow: false,
    ...commonInputs(alert, context, problems),
    type,
    query,
    ...rawInputs(options, problems),
  };
  return [
    monitor(
      inputs,
      Object.fromEntries(
        Object.keys(rawInputs(options, new Problems()))
          .concat('type', 'query')
          .map((key) => [key, ['source']]),
      ),
    ),
  ];
}

/** Error budget burn over two windows (docs.datadoghq.com/service_level_objectives/burn_rate). */
function burn(alert: ResolvedAlert, context: CompileContext, problems: Problems): CompiledResource[] {
  const id = String(alert.source.fields['id']);
  const found = context.slo(id);
  const condition = alert.condition as BurnCondition;
  if (!found) {
    problems.add('slo', ['source', 'slo'], `There is no OpenSLO document "${id}" of kind SLO that Datadog measures.`);
    return [];
  }
  const slo = readSlo(found.data, new Problems());
  checkBurn(condition, slo?.target, problems);
  const window = (seconds: number): string => (seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`);
  const frame = slo && timeframes.includes(slo.timeframe) ? slo.timeframe : '30d';
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems),
    type: 'slo alert',
    query: {
      $join: [
        'burn_rate("',
        { $ref: found.identity, output: 'id' },
        `").over("${frame}").long_window("${window(condition.long)}").short_window("${window(condition.short)}") > ${number(condition.burn)}`,
      ],
    },
    monitorThresholds: { critical: number(condition.burn) },
    requireFullWindow: false,
  };
  return [monitor(inputs, { query: ['source', 'condition'], monitorThresholds: ['condition.burn'] })];
}

function checkBurn({ burn: rate, long, short }: BurnCondition, target: number | undefined, problems: Problems): void {
  if (long < 3600 || long > 172_800 || short < 300 || long % 60 !== 0 || short % 60 !== 0)
    problems.add(
      'burn-windows',
      ['condition', long < 3600 || long > 172_800 ? 'long' : 'short'],
      `Datadog takes a long window of 1h to 2d and a short one from 5m; ${formatDuration(long)} and ${formatDuration(short)} are not possible.`,
    );
  else if (short >= long)
    problems.add(
      'burn-windows',
      ['condition', 'short'],
      `The short window ${formatDuration(short)} must be shorter than the long one ${formatDuration(long)}.`,
    );
  if (target !== undefined && target < 100 && rate > 100 / (100 - target))
    problems.add(
      'burn-impossible',
      ['condition', 'burn'],
      `With a target of ${target} % nothing burns faster than ${Number((100 / (100 - target)).toFixed(1))} times the budget; ${rate} can never be reached.`,
    );
}
