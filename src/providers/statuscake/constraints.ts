import type { Constraint } from '../provider.ts';

const api = 'https://developers.statuscake.com/api/';

/** What StatusCake refuses, or would do silently; checked before it is asked. */
export const constraints = [
  {
    id: 'statuscake/check-rate',
    summary: 'Checks run as often as StatusCake offers.',
    why: 'It knows a handful of rates; another one is refused.',
    source: `${api}#tag/uptime/operation/create-uptime-test, check_rate`,
  },
  {
    id: 'statuscake/timeout',
    summary: 'A probe waits 5 to 75 whole seconds.',
    why: 'StatusCake refuses other times.',
    source: `${api}#tag/uptime/operation/create-uptime-test, timeout`,
  },
  {
    id: 'statuscake/down-for',
    summary: 'A probe is told of after 0 to 60 whole minutes.',
    why: 'The delay (`trigger_rate`) is counted in minutes, up to an hour.',
    source: `${api}#tag/uptime/operation/create-uptime-test, trigger_rate`,
  },
  {
    id: 'statuscake/confirmations',
    summary: 'At most three servers confirm that something is down.',
    why: 'StatusCake refuses more.',
    source: `${api}#tag/uptime/operation/create-uptime-test, confirmation`,
  },
  {
    id: 'statuscake/heartbeat-period',
    summary: 'A heartbeat may be missing for 30 seconds to two days.',
    why: 'StatusCake refuses other periods: a job that runs once a week cannot be watched by it.',
    source: `${api}#tag/heartbeat/operation/create-heartbeat-test, period`,
  },
  {
    id: 'statuscake/certificate-horizon',
    summary: 'A certificate is told of from three whole days before its end on.',
    why: 'StatusCake takes exactly three different numbers of days; the first is `expiresWithin`, the others remind.',
    source: 'StatusCakeDev/terraform-provider-statuscake, internal/provider/resource_ssl_check.go, alert_at',
  },
  {
    id: 'statuscake/page-speed-measure',
    summary: 'A page is told of when it loads too slowly, or is too large or too small.',
    why: 'StatusCake compares the load time and the size with a limit; it counts requests, and tells nobody of their number.',
    source: `${api}#tag/pagespeed/operation/create-pagespeed-test, alert_slower, alert_bigger, alert_smaller`,
  },
  {
    id: 'statuscake/page-speed-region',
    summary: 'A page is loaded from one region.',
    why: 'A page speed check has exactly one of AU, CA, DE, FR, IN, JP, NL, SG, UK, US and USW.',
    source: `${api}#tag/pagespeed/operation/create-pagespeed-test, region`,
  },
  {
    id: 'statuscake/condition',
    summary: 'A limit on a page is all that is compared.',
    why: 'Each load is judged by itself: there are no windows, no warnings, no recovery thresholds and no word about missing data.',
    source: `${api}#tag/pagespeed`,
  },
  {
    id: 'statuscake/destination',
    summary: 'Whoever is told has an address that StatusCake can reach.',
    why: 'A contact group holds mailboxes and integrations; integrations are made in the UI, and the API knows their numbers only.',
    source: `${api}#tag/contact-groups`,
  },
  {
    id: 'statuscake/notices',
    summary: 'All who are told are told of everything.',
    why: 'A contact group hears that something is down and that it is up again; there is nothing between and nothing beside.',
    source: `${api}#tag/contact-groups`,
  },
  {
    id: 'statuscake/renotify',
    summary: 'What is down is told once.',
    why: 'Uptime, heartbeat and page speed checks have no repetitions; certificates have the days of `alert_at`.',
    source: `${api}#tag/uptime/operation/create-uptime-test`,
  },
  {
    id: 'statuscake/auto-close',
    summary: 'Nothing is closed after a time.',
    why: 'What is down is down until it is up again; the on-call backend closes by its policies.',
    source: `${api}#tag/uptime`,
  },
  {
    id: 'statuscake/groups',
    summary: 'Checks have no groups.',
    why: 'A check watches one address.',
    source: `${api}#tag/uptime`,
  },
  {
    id: 'statuscake/maintenance-uptime-only',
    summary: 'Maintenance windows hold uptime checks.',
    why: 'They take tests and tags of uptime checks; heartbeats, certificates and page speeds go on telling.',
    source: 'StatusCakeDev/statuscake-go, model_maintenance_window.go, tests and tags',
  },
  {
    id: 'statuscake/maintenance-repeat',
    summary: 'A maintenance window that repeats has no end.',
    why: 'StatusCake repeats until the window is removed; the first apply after `until` removes it.',
    source: 'StatusCakeDev/statuscake-go, model_maintenance_window_repeat_interval.go',
  },
  {
    id: 'statuscake/maintenance-start',
    summary: 'A maintenance window begins at a moment that exists once.',
    why: 'What the clocks skip or show twice is for its author to decide.',
    source: `${api}#tag/maintenance-windows`,
  },
] as const satisfies readonly Constraint[];

export type ConstraintId = (typeof constraints)[number]['id'];
