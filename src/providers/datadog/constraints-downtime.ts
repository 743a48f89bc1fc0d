import type { Constraint } from '../provider.ts';

const api = 'https://docs.datadoghq.com/api/latest/downtimes/#schedule-a-downtime';

/** Constraints on downtimes. */
export const downtimeConstraints = [
  {
    id: 'datadog/downtime-selector',
    summary: '`when` of a downtime does not use `hours` or `title`.',
    why: 'A downtime finds monitors by their tags and groups; the time belongs into `window`, and titles are no tags.',
    source: api,
  },
  {
    id: 'datadog/downtime-group',
    summary:
      'Values in `group` of a downtime are written without quotation marks, backslashes, and `*` beside other marks.',
    why: 'They become a search over tags, in which these characters have a meaning of their own.',
    source: 'https://docs.datadoghq.com/logs/explorer/search_syntax/',
  },
  {
    id: 'datadog/downtime-start',
    summary: "The start of a downtime is a moment that exists once in the project's zone, or has an offset.",
    why: 'When clocks change, a time of day is skipped, and another comes twice: Datadog would choose.',
    source: api,
  },
  {
    id: 'datadog/downtime-length',
    summary: 'A downtime that repeats lasts whole minutes, and is over before the next one begins.',
    why: 'Datadog takes lengths in minutes, hours, days and weeks. Without a pause it would be silent for ever.',
    source: 'DataDog/terraform-provider-datadog, datadog/fwprovider/resource_datadog_downtime_schedule.go, duration',
  },
  {
    id: 'datadog/downtime-day',
    summary: 'A monthly downtime begins on one of the first 28 days.',
    why: 'Months without that day are left out.',
    source: 'https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.10',
  },
  {
    id: 'datadog/downtime-size',
    summary: 'A downtime becomes at most 100 downtimes of Datadog per environment.',
    why: 'All tags of a downtime must be on a monitor, so each combination of values is one of its own, and without a common tag each alert.',
    source: `${api}, monitor_tags`,
  },
] as const satisfies readonly Constraint[];
