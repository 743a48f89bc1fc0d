import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import type { Compiled, CompileContext, CompiledResource } from '../provider.ts';
import { closingOf } from './closing.ts';
import { deliveriesOf, notificationId, notificationOf, type Delivery } from './delivery.ts';
import { markedDescription } from './marker.ts';
import { asked, report, type Scope } from './scope.ts';
import { aggregationOf, rulesOf, searchOf, seriesOf } from './search.ts';
import { eventDefinitionType, streamType } from './shapes.ts';
import { groupField, plainTitle, valueField } from './texts.ts';

type Inputs = CompiledResource['inputs'];

/** P1 to P5 as the three priorities that all servers know: 3 is the highest. */
const priorities = { P1: 3, P2: 3, P3: 2, P4: 1, P5: 1 } as const;

/** An alert as an event definition and its notifications, with what closes it, and a stream where it has one of its own. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const scope: Scope = { alert, context, problems: [] };
  const { condition } = alert;
  const measured = alert.source.type === 'aggregation' && condition.kind === 'measurement' ? condition : undefined;
  const stream = ownStream(scope);
  const deliveries = deliveriesOf(scope);
  if (alert.renotify?.max !== undefined && asked(scope, ['renotify', 'max']))
    report(
      scope,
      'graylog/renotify-max',
      ['renotify', 'max'],
      'Graylog tells again after "renotify.every" for as long as it finds something.',
    );
  const definition: CompiledResource = {
    type: eventDefinitionType,
    title: plainTitle(alert),
    inputs: {
      title: plainTitle(alert),
      description: markedDescription(alert.description, alert, context.project),
      priority: priorities[alert.priority],
      ...(alert.disabled ? { enabled: false } : {}),
      ...searchOf(scope),
      ...(stream ? { streams: [String(stream.inputs['title'])] } : {}),
      ...(measured ? aggregationOf(scope, measured) : filterOf(scope)),
      ...keysOf(scope, measured),
      ...graceOf(scope, deliveries),
      notifications: deliveries.map(({ part }) => notificationId(scope, part)),
    },
    derivedFrom,
    ...(stream ? { options: { dependsOn: [`${alert.identity}#stream`] } } : {}),
  };
  const resources = [
    definition,
    ...deliveries.map((delivery) => notificationOf(scope, delivery)),
    ...closingOf(scope, definition, measured),
    ...(stream ? [stream] : []),
  ];
  return { resources, problems: scope.problems };
}

const derivedFrom: CompiledResource['derivedFrom'] = {
  title: ['description'],
  description: ['description'],
  priority: ['priority'],
  enabled: ['disabled'],
  query: ['source'],
  streams: ['source'],
  searchWithinMs: ['condition.over', 'source'],
  executeEveryMs: ['source'],
  eventLimit: ['source'],
  groupBy: ['groups'],
  series: ['source'],
  condition: ['condition.is', 'condition.critical'],
  fieldSpec: ['groups', 'source'],
  keySpec: ['groups'],
  gracePeriodMs: ['renotify.every'],
  notifications: ['notify', 'squad', 'priority', 'disabled', 'mode'],
};

/**
 * A grace period does not end with an alert: the next one would be told late. The on-call backend takes all events of a group as one alert
 * for as long as it is open, so where it alone is told there is none.
 */
function graceOf({ alert }: Scope, deliveries: readonly Delivery[]): Inputs {
  const { every } = alert.renotify ?? {};
  const isOneAlert = deliveries.length > 0 && deliveries.every(({ inputs }) => inputs['kind'] === 'http');
  return every === undefined || isOneAlert ? {} : { gracePeriodMs: every * 1000 };
}

function filterOf({ alert }: Scope): Inputs {
  const { limit } = alert.source.fields;
  return typeof limit === 'number' ? { eventLimit: limit } : {};
}

/**
 * Groups as fields and as the key of events: events of one key are told once in a grace period. The measured value is a field for the texts.
 * Graylog2/graylog2-server, AggregationEventProcessor.java (aggregation_value_…), org/graylog/events/fields/
 */
function keysOf({ alert }: Scope, measured: MeasurementCondition | undefined): Inputs {
  const groups = alert.groups?.by ?? [];
  const { type, field } = seriesOf(String(alert.source.fields['compute'] ?? 'count'));
  const value = `aggregation_value_${type}${field === undefined ? '' : `_${field}`}`;
  const spec = {
    ...Object.fromEntries(groups.map(({ alias, facet }) => [groupField(alias), fieldFrom(facet)])),
    ...(measured ? { [valueField]: fieldFrom(value) } : {}),
  };
  return {
    ...(Object.keys(spec).length > 0 ? { fieldSpec: spec } : {}),
    ...(groups.length > 0 ? { keySpec: groups.map(({ alias }) => groupField(alias)) } : {}),
  };
}

function fieldFrom(source: string): Inputs {
  return {
    data_type: 'string',
    providers: [{ type: 'template-v1', template: `\${source.${source}}`, require_values: false }],
  };
}

/** A stream that is there for this alert alone. */
function ownStream(scope: Scope): CompiledResource | undefined {
  const { alert, context } = scope;
  const { stream } = alert.source.fields as { readonly stream?: { readonly match?: string } };
  if (stream === undefined) return undefined;
  const identity = `${alert.identity}#stream`;
  const title = `${plainTitle(alert)} (${alert.identity})`;
  return {
    part: 'stream',
    type: streamType,
    title,
    inputs: {
      title,
      description: markedDescription(alert.description, { ...alert, identity }, context.project),
      match: stream.match === 'any' ? 'OR' : 'AND',
      rules: rulesOf(scope),
    },
    derivedFrom: { title: ['description'], description: ['description'], match: ['source'], rules: ['source'] },
  };
}
