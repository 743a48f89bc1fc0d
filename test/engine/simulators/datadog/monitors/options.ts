import { type Fields, isFields, refuse } from '../refusal.ts';
import { scheduling } from './scheduling.ts';

/** Says what is wrong with an option's value. */
type Check = (value: unknown, name: string) => void;

const flag: Check = (value, name) => {
  if (typeof value !== 'boolean') refuse(`Invalid value for option '${name}': a boolean is required`);
};

const text: Check = (value, name) => {
  if (typeof value !== 'string') refuse(`Invalid value for option '${name}': a string is required`);
};

const object: Check = (value, name) => {
  if (!isFields(value)) refuse(`Invalid value for option '${name}': an object is required`);
};

function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, name) => {
    if (value === null) return;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      refuse(`Invalid value for option '${name}': an integer from ${least} to ${most} is required`);
    }
  };
}

function oneOf(...values: readonly string[]): Check {
  return (value, name) => {
    if (!values.includes(value as string)) refuse(`Invalid value for option '${name}': ${String(value)}`);
  };
}

function list(check: Check): Check {
  return (value, name) => {
    if (value === null) return;
    if (!Array.isArray(value)) return refuse(`Invalid value for option '${name}': a list is required`);
    for (const one of value) check(one, name);
  };
}

const retention: Check = (value, name) => {
  const [, count, unit] = /^(\d+)(m|h|d)$/.exec(String(value)) ?? [];
  const minutes = Number(count) * (unit === 'm' ? 1 : unit === 'h' ? 60 : 1440);
  if (!(minutes >= 60 && minutes <= 72 * 60)) refuse(`Invalid value for option '${name}': between 1 and 72 hours`);
};

/** `MonitorOptions` of the OpenAPI description v1, with `avalanche_window`, which recorded answers have. */
const checks: Readonly<Record<string, Check>> = {
  aggregation: object,
  avalanche_window: whole(0),
  device_ids: list(text),
  enable_logs_sample: flag,
  enable_samples: flag,
  escalation_message: text,
  evaluation_delay: whole(0),
  group_retention_duration: retention,
  groupby_simple_monitor: flag,
  include_tags: flag,
  locked: flag,
  min_failure_duration: whole(0, 7200),
  min_location_failed: whole(1),
  new_group_delay: whole(0, 43_200),
  new_host_delay: whole(0),
  no_data_timeframe: whole(0),
  notification_preset_name: oneOf(
    'show_all',
    'hide_query',
    'hide_handles',
    'hide_all',
    'hide_query_and_handles',
    'show_only_snapshot',
    'hide_handles_and_footer',
  ),
  notify_audit: flag,
  notify_by: list(text),
  notify_no_data: flag,
  on_missing_data: oneOf('default', 'show_no_data', 'show_and_notify_no_data', 'resolve'),
  renotify_interval: whole(0),
  renotify_occurrences: whole(0),
  renotify_statuses: list(oneOf('alert', 'warn', 'no data')),
  require_full_window: flag,
  scheduling_options: scheduling,
  silenced: object,
  synthetics_check_id: (value, name) => value === null || text(value, name),
  threshold_windows: object,
  thresholds: object,
  timeout_h: whole(0, 24),
  variables: list(object),
};

/** Refuses options that do not exist and values that they cannot have. */
export function checkOptions(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) return refuse("Invalid value for 'options': an object is required");
  for (const [name, one] of Object.entries(value)) {
    // The words are in DataDog/terraform-provider-datadog issue 2291.
    const check = checks[name] ?? refuse(`Invalid monitor option: ${name}`);
    check(one, name);
  }
  return value;
}
