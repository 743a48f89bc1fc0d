import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** Monitor types of Datadog's API that a raw query may have; a synthetics monitor belongs to its test. */
export const rawTypes = [
  'query alert', 'service check', 'event-v2 alert', 'log alert', 'process alert', 'rum alert', 'trace-analytics alert', 'slo alert',
  'audit alert', 'ci-pipelines alert', 'ci-tests alert', 'error-tracking alert', 'database-monitoring alert',
  'network-performance alert', 'network-path alert', 'cost alert', 'data-quality alert',
] as const; // prettier-ignore

const number = (description: string): Schema => ({ type: 'number', description, expected: 'a number', examples: [5] });

const thresholds = s.object(
  {
    critical: number('Fires at this value; must equal the number in the query.'),
    critical_recovery: number('Recovers from critical at this value.'),
    warning: number('Warns at this value.'),
    warning_recovery: number('Recovers from warning at this value.'),
    ok: number('Service checks: consecutive successes that recover.'),
    unknown: number('Service checks: consecutive unknown statuses.'),
  },
  'Thresholds.',
);

const windows = s.object(
  {
    trigger_window: s.text('How long a value must be anomalous.', { examples: ['last_15m'] }),
    recovery_window: s.text('How long a value must be normal.', { examples: ['last_15m'] }),
  },
  'Windows of an anomaly monitor.',
);

/**
 * Options in the words of Datadog's API, so that an exported monitor can be pasted. What only the message or a downtime may say
 * (`escalation_message`, `silenced`) is missing on purpose.
 */
const options = s.object(
  {
    thresholds,
    threshold_windows: windows,
    on_missing_data: s.oneOf(
      ['default', 'show_no_data', 'show_and_notify_no_data', 'resolve'],
      'What missing data mean.',
    ),
    notify_no_data: s.flag('Service checks and composites: whether missing data notify.'),
    no_data_timeframe: s.integer('Minutes without data until it counts as missing.', 1, 10_080),
    require_full_window: s.flag('Wait for a full window; false by default here.'),
    evaluation_delay: s.integer('Seconds to evaluate behind now.', 0, 86_400),
    new_group_delay: s.integer('Seconds during which a new group is not evaluated.', 0, 86_400),
    renotify_interval: s.integer('Minutes between repeats.', 0, 10_080),
    renotify_occurrences: s.integer('How many repeats.', 1, 1000),
    renotify_statuses: s.list(s.oneOf(['alert', 'warn', 'no data'], 'A status.'), 'Statuses that are repeated.'),
    timeout_h: s.integer('Hours without data after which it resolves.', 0, 24),
    notify_by: s.list(s.text('A grouping key, or `*`.'), 'Notify once per value of these.'),
    notify_audit: s.flag('Tell who is named in the message of changes to the monitor.'),
    include_tags: s.flag('Put the triggering tags into the title; true by default.'),
    enable_logs_sample: s.flag('Log monitors: add a sample of the logs.'),
    groupby_simple_monitor: s.flag('Log monitors: one alert whatever the group.'),
    group_retention_duration: s.text('How long a silent group is kept.', {
      pattern: '^[0-9]+(m|h|d)$',
      expected: 'a duration such as 1h or 2d',
      examples: ['2h'],
    }),
    notification_preset_name: s.oneOf(
      [
        'show_all',
        'hide_query',
        'hide_handles',
        'hide_all',
        'hide_query_and_handles',
        'show_only_snapshot',
        'hide_handles_and_footer',
      ],
      'What Datadog adds to the notification.',
    ),
  },
  'Options of the monitor, named as in the API.',
  [],
  { examples: [{ thresholds: { critical: 40 }, on_missing_data: 'default' }] },
);

/** `source.datadog.raw`: a monitor in the API's own words; https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor */
export const raw: Schema = s.object(
  {
    type: s.oneOf([...rawTypes], "The monitor's type in the API.", { examples: ['rum alert'] }),
    query: s.text('The whole query with window and threshold.', {
      examples: ['rum("service:shop @type:error").rollup("count").last("15m") > 40'],
    }),
    options,
  },
  "A monitor in Datadog's own words, for what has no other form.",
);
