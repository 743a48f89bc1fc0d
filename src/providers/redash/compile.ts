import { isQuiet } from '../../definitions/resolve/quiet.ts';
import { parseDuration } from '../../definitions/values/duration.ts';
import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import type { Compiled, CompileContext, CompiledResource } from '../provider.ts';
import { markerOf, markerTags } from '../marker.ts';
import { deliveriesOf } from './delivery.ts';
import { longestName, queryOf, queryPart } from './marker.ts';
import {
  asked,
  askedBeyondThreshold,
  askedNotices,
  connectionOf,
  isToldAlike,
  report,
  sourcePath,
  type Scope,
} from './scope.ts';
import { alertType, queryType } from './shapes.ts';
import { bodyOf, subjectOf } from './texts.ts';

const operators = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' } as const;

/** An alert as a query of its own, an alert on it, and a destination and a subscription for each of those who are told. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const scope: Scope = { alert, context, problems: [] };
  if (alert.condition.kind !== 'measurement') return { resources: [], problems: [] };
  checkAlert(scope, alert.condition);
  const resources = [alertOn(scope, alert.condition), query(scope), ...deliveriesOf(scope)];
  return { resources, problems: scope.problems };
}

/** What Redash evaluates for one alert must not suffer from another's mistakes, so that no two alerts share a query. */
function query(scope: Scope): CompiledResource {
  const { alert, context } = scope;
  const { sql } = alert.source.fields;
  const own = Object.entries(alert.tags).map(([key, value]) => `${key}:${value}`);
  const tags = [
    ...markerTags(markerOf(alert, context.project)),
    `team:${alert.squad}`,
    `service:${alert.application}`,
    ...own,
  ];
  return {
    part: queryPart,
    type: queryType,
    title: `${alert.title} (query)`,
    inputs: {
      name: alert.title,
      dataSource: dataSourceOf(scope),
      sql: sqlOf(scope, String(sql)),
      description: alert.description,
      ...(alert.disabled ? {} : { interval: intervalOf(scope) }),
      tags: [...new Set(tags)].sort(),
    },
    derivedFrom: {
      name: ['description'],
      dataSource: ['source'],
      sql: ['source'],
      description: ['description'],
      interval: ['source', 'disabled'],
      tags: ['tags', 'squad'],
    },
  };
}

function alertOn(scope: Scope, { is, critical = 0 }: MeasurementCondition): CompiledResource {
  const { alert } = scope;
  const { column, selector } = alert.source.fields;
  return {
    type: alertType,
    title: alert.title,
    inputs: {
      name: alert.title,
      queryId: { $ref: queryOf(alert.identity), output: 'id' },
      column: String(column),
      op: operators[is],
      value: critical,
      selector: String(selector ?? 'first'),
      ...(alert.renotify?.every === undefined ? {} : { rearm: alert.renotify.every }),
      ...(isQuiet(alert) ? { muted: true } : {}),
      subject: subjectOf(scope),
      body: bodyOf(scope),
    },
    derivedFrom: {
      name: ['description'],
      queryId: [],
      column: ['source'],
      op: ['condition.is'],
      value: ['condition.critical'],
      selector: ['source'],
      rearm: ['renotify.every'],
      muted: ['disabled', 'mode'],
      subject: ['description', 'priority'],
      body: ['message', 'description', 'impact', 'runbook', 'dashboard', 'links', 'tags', 'priority', 'squad'],
    },
  };
}

function checkAlert(scope: Scope, condition: MeasurementCondition): void {
  const { alert } = scope;
  if (alert.groups)
    report(scope, 'redash/groups', ['groups'], 'An alert of Redash compares one value: it has no groups.');
  for (const field of askedBeyondThreshold(scope, condition))
    report(
      scope,
      'redash/condition',
      ['condition', field],
      `Redash judges each execution by itself: there is no "${field}".`,
      { help: 'Write it into the query.' },
    );
  if (condition.noData !== 'notify' && asked(scope, ['condition', 'noData']))
    report(
      scope,
      'redash/no-data',
      ['condition', 'noData'],
      `Redash tells when a value is missing: it cannot "${String(condition.noData)}".`,
      { help: 'Write "noData: notify", and a query that always returns a row.' },
    );
  if (alert.renotify?.max !== undefined && asked(scope, ['renotify', 'max']))
    report(
      scope,
      'redash/renotify-max',
      ['renotify', 'max'],
      'Redash tells again after "renotify.every" for as long as the value is bad.',
    );
  for (const transition of askedNotices(scope))
    if (transition === 'warning' || !isToldAlike(scope, transition))
      report(
        scope,
        'redash/notices',
        ['notify', transition],
        'Redash tells those of "notify.critical" of every change of the state, and nobody else.',
      );
  if (alert.autoClose !== undefined && asked(scope, ['autoClose']))
    report(scope, 'redash/auto-close', ['autoClose'], 'Redash closes nothing: it tells when the value is good again.', {
      help: 'Let a policy of the squad close what no mail closes: "notifications: { close-redash: { when: { tag: { via: redash } }, autoClose: 2d } }".',
    });
  if (alert.title.length > longestName)
    report(
      scope,
      'redash/name-length',
      ['description'],
      `The title has ${alert.title.length} letters; Redash keeps ${longestName}.`,
    );
}

function dataSourceOf(scope: Scope): string {
  const name = scope.alert.source.fields['dataSource'] ?? connectionOf(scope)['dataSource'];
  if (typeof name === 'string') return name;
  report(
    scope,
    'redash/data-source',
    sourcePath(scope.alert, 'dataSource'),
    'Nothing says on which data source the query runs.',
    {
      help: 'Give the source or the Redash connection "dataSource", the name of one.',
    },
  );
  return '';
}

function sqlOf(scope: Scope, sql: string): string {
  const parameter = /\{\{[^}]*\}\}/.exec(sql)?.[0];
  if (parameter !== undefined)
    report(
      scope,
      'redash/parameters',
      sourcePath(scope.alert, 'sql'),
      `Redash takes ${parameter} for a parameter, which its schedule does not fill in.`,
      { help: 'Write the value into the query.' },
    );
  return sql;
}

function intervalOf(scope: Scope): number {
  const { every } = scope.alert.source.fields;
  const seconds = parseDuration(every) ?? 0;
  if (seconds >= 60 && seconds % 60 === 0) return seconds;
  report(
    scope,
    'redash/every',
    sourcePath(scope.alert, 'every'),
    `Redash runs queries every whole number of minutes, not every ${String(every)}.`,
  );
  return seconds;
}
