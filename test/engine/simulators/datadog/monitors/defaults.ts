import { type Fields, isFields } from '../refusal.ts';

/** Types whose answers have `groupby_simple_monitor`; recorded for logs, RUM and CI. */
const simple = new Set(['log alert', 'rum alert', 'ci-pipelines alert', 'ci-tests alert']);

/**
 * Options with what the server fills in, as recorded exchanges show it: whatever was sent stays, nulls too, and `notify_no_data`,
 * `notify_audit`, `include_tags`, `new_host_delay` (300, unless one of the two delays was sent) and `silenced` are added. An empty
 * `thresholds` goes. `notify_no_data` is not added beside `on_missing_data`; with a custom schedule `on_missing_data: default` is not kept.
 */
export function storedOptions(type: string, options: Fields, thresholds: Fields | undefined): Fields {
  const stored: Fields = { ...options };
  delete stored['thresholds'];
  if (thresholds) stored['thresholds'] = thresholds;
  for (const [name, value] of Object.entries(stored)) if (typeof value === 'string') stored[name] = value.trim();
  const scheduled =
    isFields(stored['scheduling_options']) && stored['scheduling_options']['custom_schedule'] !== undefined;
  if (!('on_missing_data' in stored)) fill(stored, 'notify_no_data', false);
  if (scheduled && stored['on_missing_data'] === 'default') delete stored['on_missing_data'];
  fill(stored, 'notify_audit', false);
  if (!('new_group_delay' in stored)) fill(stored, 'new_host_delay', 300);
  fill(stored, 'include_tags', true);
  if (simple.has(type)) fill(stored, 'groupby_simple_monitor', false);
  return { ...stored, silenced: stored['silenced'] ?? {} };
}

function fill(options: Fields, name: string, value: unknown): void {
  if (!(name in options) && value !== undefined) options[name] = value;
}
