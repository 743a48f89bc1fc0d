import { checkGroup } from './check-group.ts';
import { evaluateBurn } from './datadog/burn-monitor.ts';
import { evaluateCheck } from './datadog/check-monitor.ts';
import { evaluateMembers } from './datadog/member-states.ts';
import { evaluateSearch } from './datadog/search-monitor.ts';
import { simulateQueries } from './datadog/simulate.ts';
import { Refusal, type Clock, type Input, type MonitorInputs, type Notes, type Subject, type Track } from './model.ts';
import { evaluateRules } from './prometheus/evaluate.ts';
import { evaluateGraylog } from './vendors/graylog.ts';
import { queueQueries } from './vendors/rabbitmq.ts';
import { evaluateWatched } from './vendors/rabbitmq-watch.ts';
import { evaluateRedash } from './vendors/redash.ts';
import { evaluateCertificate, evaluateHeartbeat, evaluateLoads, evaluateProbe } from './vendors/statuscake.ts';

type Fed<Kind extends Input['kind']> = Extract<Input, { kind: Kind }>;

/** How an alert is evaluated on the input that it takes. */
export interface Evaluator<Kind extends Input['kind'] = Input['kind']> {
  readonly input: Kind;
  evaluate(subject: Subject, input: Fed<Kind>, clock: Clock, notes: Notes): readonly Track[];
}

function on<Kind extends Input['kind']>(input: Kind, evaluate: Evaluator<Kind>['evaluate']): Evaluator {
  return { input, evaluate } as Evaluator<Kind> as unknown as Evaluator;
}

const queries = on('metrics', (subject, input, clock, notes) => {
  for (const [name, all] of input.queries)
    all.forEach(({ group }, index) =>
      checkGroup(subject, group, ['input', 'metrics', name, ...(all.length > 1 ? [index] : [])]),
    );
  return simulateQueries(subject, input.queries, clock, notes);
});

const searches = on('logs', (subject, { records }, clock, notes) => evaluateSearch(subject, records, clock, notes));

const queues = on('queues', (subject, input, clock, notes) => {
  const isWatched = subject.monitors.size === 0;
  notes.add(isWatched ? 'rabbitmq/watch' : 'rabbitmq/queue');
  if (isWatched) return evaluateWatched(subject, input.queues, clock);
  return simulateQueries(subject, queueQueries(subject, input.queues), clock, notes);
});

/** Evaluators by source; sources that are not here are refused. */
export const evaluators: Readonly<Record<string, Evaluator>> = {
  'datadog.metric': queries,
  'datadog.apm': queries,
  'datadog.logs': searches,
  'datadog.event': searches,
  'datadog.check': on('checks', (subject, { runs }, clock, notes) => {
    notes.add('datadog/check');
    runs.forEach(({ group }, index) => checkGroup(subject, group, ['input', 'checks', index]));
    return evaluateCheck(mainOf(subject), runs, clock);
  }),
  'datadog.composite': on('states', (subject, { members }, clock, notes) => {
    notes.add('datadog/composite');
    return evaluateMembers(subject, members, clock);
  }),
  slo: on('slo', (subject, input, clock, notes) => {
    notes.add('datadog/burn-rate');
    return evaluateBurn(subject, input, clock);
  }),
  prometheus: on('metrics', (subject, { queries: series }, clock, notes) =>
    evaluateRules(subject, series, clock, notes),
  ),
  'rabbitmq.queue': queues,
  'rabbitmq.node': queues,
  'redash.query': on('rows', (subject, { executions }, _clock, notes) => {
    notes.add('redash/alert');
    return evaluateRedash(subject, executions);
  }),
  'graylog.aggregation': on('logs', (subject, { records }, clock, notes) => {
    notes.add('graylog/aggregation');
    return evaluateGraylog(subject, records, clock, notes);
  }),
  'graylog.filter': on('logs', (subject, { records }, clock, notes) => {
    notes.add('graylog/aggregation');
    return evaluateGraylog(subject, records, clock, notes);
  }),
  'statuscake.uptime': on('probes', (subject, { locations }, clock, notes) => {
    notes.add('statuscake/uptime');
    if (locations.length === 0) throw new Refusal('a probe has outcomes per location', 'case', ['input', 'probes']);
    return evaluateProbe(subject, locations, clock);
  }),
  'statuscake.ssl': on('probes', (subject, { daysLeft }, clock, notes) => {
    notes.add('statuscake/ssl');
    if (!daysLeft) throw new Refusal('a certificate has days left: "daysLeft"', 'case', ['input', 'probes']);
    return evaluateCertificate(subject, daysLeft, clock);
  }),
  'statuscake.pageSpeed': on('probes', (subject, { loads }, clock, notes) => {
    notes.add('statuscake/page-speed');
    if (!loads) throw new Refusal('a page has loads: "loads"', 'case', ['input', 'probes']);
    return evaluateLoads(subject, loads, clock);
  }),
  'statuscake.heartbeat': on('heartbeats', (subject, { pings }, clock, notes) => {
    notes.add('statuscake/heartbeat');
    return evaluateHeartbeat(subject, pings, clock);
  }),
};

function mainOf({ monitors }: Subject): MonitorInputs {
  return monitors.get('') ?? {};
}

const reasons: Readonly<Record<string, string>> = {
  'datadog.raw': "its query is in the vendor's own words",
};

/** Why a source is not evaluated; undefined when it is. */
export function whyNotImitated(source: string): string | undefined {
  return source in evaluators ? undefined : (reasons[source] ?? 'nothing evaluates it yet');
}

/** The source of an alert as the table above names it. */
export function sourceName({ alert }: Pick<Subject, 'alert'>): string {
  const { vendor, type } = alert.source;
  return vendor === 'slo' || type === '' ? vendor : `${vendor}.${type}`;
}
