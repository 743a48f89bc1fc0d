import type { Json } from '../../graph/types.ts';
import type { Fields } from '../rest-vendor.ts';
import type { ServerVersion } from './server-version.ts';
import { defaultEventLimit } from './shapes.ts';

/** Ids of streams by title, and the reverse. */
export interface StreamNames {
  idOf(title: string): string;
  /** The id itself where the title is not known, or not the only one. */
  titleOf(id: string): string;
}

const functionKey = ({ typedSeries }: ServerVersion): string => (typedSeries ? 'type' : 'function');

/**
 * An event definition as a body; the fields that a live one has besides stay as they are.
 * Graylog2/graylog2-server, org/graylog/events/processor/EventDefinitionDto.java
 */
export function definitionBody(inputs: Fields, live: Fields, streams: StreamNames, version: ServerVersion): Fields {
  const { context: _, scheduler: __, state: ___, updated_at: ____, matched_at: _____, ...kept } = live;
  const series = (inputs['series'] ?? []) as readonly Fields[];
  return {
    ...kept,
    title: inputs['title'] ?? '',
    description: inputs['description'] ?? '',
    priority: inputs['priority'] ?? 2,
    alert: inputs['alert'] ?? true,
    config: {
      type: 'aggregation-v1',
      query: inputs['query'] ?? '',
      query_parameters: [],
      streams: ((inputs['streams'] ?? []) as readonly string[]).map((title) => streams.idOf(title)),
      group_by: inputs['groupBy'] ?? [],
      series: series.map(({ type, ...rest }) => ({ ...rest, [functionKey(version)]: type ?? null })),
      conditions: { expression: inputs['condition'] ?? null },
      search_within_ms: inputs['searchWithinMs'] ?? 0,
      execute_every_ms: inputs['executeEveryMs'] ?? 0,
      ...(version.typedSeries
        ? { event_limit: series.length > 0 ? 0 : (inputs['eventLimit'] ?? defaultEventLimit) }
        : {}),
    },
    field_spec: inputs['fieldSpec'] ?? {},
    key_spec: inputs['keySpec'] ?? [],
    notification_settings: {
      grace_period_ms: inputs['gracePeriodMs'] ?? 0,
      backlog_size: inputs['backlogSize'] ?? 0,
    },
    notifications: ((inputs['notifications'] ?? []) as readonly Json[]).map((id) => ({
      notification_id: id,
      notification_parameters: null,
    })),
  };
}

/** An event definition by our names. */
export function definitionProperties(data: Fields, isScheduled: boolean | undefined, streams: StreamNames): Fields {
  const config = (data['config'] ?? {}) as Fields;
  const settings = (data['notification_settings'] ?? {}) as Fields;
  const series = (config['series'] ?? []) as readonly Fields[];
  const expression = ((config['conditions'] ?? {}) as Fields)['expression'] ?? null;
  const enabled = isScheduled ?? (data['state'] === undefined ? true : data['state'] === 'ENABLED');
  return {
    title: data['title'] ?? '',
    description: data['description'] ?? '',
    priority: data['priority'] ?? 2,
    alert: data['alert'] ?? true,
    enabled,
    query: config['query'] ?? '',
    streams: ((config['streams'] ?? []) as readonly string[]).map((id) => streams.titleOf(id)),
    searchWithinMs: config['search_within_ms'] ?? 0,
    executeEveryMs: config['execute_every_ms'] ?? 0,
    ...(series.length > 0 || config['event_limit'] === undefined ? {} : { eventLimit: config['event_limit'] }),
    groupBy: config['group_by'] ?? [],
    series: series.map(seriesOf),
    ...(expression === null ? {} : { condition: withoutNulls(expression) }),
    fieldSpec: data['field_spec'] ?? {},
    keySpec: data['key_spec'] ?? [],
    gracePeriodMs: settings['grace_period_ms'] ?? 0,
    backlogSize: settings['backlog_size'] ?? 0,
    notifications: ((data['notifications'] ?? []) as readonly Fields[]).map((one) => one['notification_id'] ?? ''),
  };
}

function seriesOf(one: Fields): Fields {
  const { id = '', field, percentile } = one;
  return {
    id,
    type: String(one['type'] ?? one['function'] ?? '').toLowerCase(),
    ...(field === undefined || field === null ? {} : { field }),
    ...(percentile === undefined || percentile === null ? {} : { percentile }),
  };
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => withoutNulls(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member as Json)]),
  );
}

/** The property that a fault is about. */
export function definitionProperty(field: string): string {
  const names: Readonly<Record<string, string>> = {
    search_within_ms: 'searchWithinMs',
    execute_every_ms: 'executeEveryMs',
    event_limit: 'eventLimit',
    conditions: 'condition',
    group_by: 'groupBy',
    field_spec: 'fieldSpec',
    key_spec: 'keySpec',
  };
  return names[field.replace(/^config\./, '')] ?? field;
}
