import { refused, semantics } from './fidelity.ts';
import { scenarios } from './scenarios/library.ts';

const notation: readonly (readonly [string, string])[] = [
  ['`5`, `5 x10`', 'A value, once or ten times.'],
  ['`1..9 x5`', 'A ramp: 1, 3, 5, 7, 9.'],
  ['`_`, `_ x10`', 'Nothing was sent.'],
  ['`nan`', 'Something without a number was sent, which monitoring systems drop.'],
  [
    '`noise(20,2,7) x60`',
    'Normally distributed around 20 with deviation 2, drawn from the seed 7: the same on every machine.',
  ],
];

const inputs: readonly (readonly [string, string, string])[] = [
  [
    '`metrics`',
    '`datadog.metric`, `datadog.apm` (queries `errors`, `hits`, `latency`)',
    'Series by query; for grouped alerts lists of `{ group, values }`.',
  ],
  ['`queues`', '`rabbitmq.queue`, `rabbitmq.node`', 'Series by measure, or a list of queues with `name`.'],
  [
    '`logs`',
    '`datadog.logs`, `datadog.event`, `graylog`',
    'Records: `{ at, count, fields }`, or several with `from`, `to`, `every`.',
  ],
  ['`checks`', '`datadog.check`', '`ok x5, critical x3, unknown, _`, per group.'],
  ['`states`', '`datadog.composite`', 'States by member: `ok x5, alert x10`.'],
  ['`slo`', '`slo`', 'Series `good` and `total`.'],
  ['`rows`', '`redash.query`', 'Executions: `{ at, rows }`, or `{ at, error }`.'],
  [
    '`probes`',
    '`statuscake.uptime`, `statuscake.ssl`',
    'Outcomes by location: `up x5, down x10`; `daysLeft` of a certificate.',
  ],
  ['`heartbeats`', '`statuscake.heartbeat`', '`ping x10, _ x30`, or times.'],
];

/** `docs/alert-tests.md`: what cases can say, and how far a verdict can be trusted. */
export function referencePage(): string {
  return [
    '# Tests of alerts',
    '`alerts test` runs `AlertTest` documents: a case feeds an alert on a virtual clock and says what must be seen. The alert is evaluated as its vendor documents it, from what it compiles to.',
    '## What is fed in',
    table(['input', 'feeds', 'is'], inputs),
    'Samples are one `clock.step` apart, the first at the start. A sample belongs to the evaluation window that it begins in. **What a series begins with has been so before**; one that begins with a gap has never been seen.',
    table(['series', 'means'], notation),
    'Alerts in PromQL are evaluated by `promtool`, that of `PATH` or the one that `ALERTS_PROMTOOL` names (2.42 or later). `metrics` then names series as Prometheus does, `\'errors_total{code="500"}\'`, and their values are what is scraped, so counters only rise; labels of a `group` are added to them. The one name `expr` gives the value of the whole expression instead. Rules are evaluated once a minute and see the sample of that minute; a series that stops is stale at once. The message is the annotations `description` and `runbook`.',
    '## What is expected',
    '- `at` an instant, `by` (first seen no later, and after the expectation before it), `from`/`to` throughout: a `state` (`ok`, `warning`, `alert`, `no-data`), for a `group` or all of them. Of several groups all must be `ok`, or some in every other state.\n- `never` lists states that must not occur. `notifications: { min, max }` counts messages that somebody reads, repetitions included.\n- `notifies` says who is told at once: `on-call`, `channel:NAME`, all of them and nobody else; and, by the schedules of that minute, `squad:ID` and people (`ana`).\n- `reached: { who, within, by, priority, title }` says what becomes of the page, as `alerts route` prints it: whom of `who` (people, `squad:ID`, `channel:NAME`, or `none`) it reaches `within` so long, in which way (`by: sms`), and its priority and title after the squad\'s policies.\n- `title` and `message`: `contains "text"`, or the whole text as it is rendered (`--update` writes it). `runbook`, `priority`, `recovery` (whether one is told).',
    '## How far a verdict can be trusted',
    'Each case says `exact`, `given` or `approximate`: the weakest of what decided it.',
    table(
      ['id', 'what', 'trust', 'because', 'source'],
      semantics.map((one) => [`\`${one.id}\``, one.what, one.fidelity, one.reason, one.source]),
    ),
    'Refused, with the reason:',
    table(
      ['what', 'instead'],
      refused.map((one) => [one.what, one.instead]),
    ),
    '## Scenarios',
    '`alerts test --scenarios` runs these on every alert that is measured by queries or counts logs. They stand on the `typical` values of its source, or on values that follow from its condition.',
    table(
      ['scenario', 'what happens', 'why'],
      scenarios.map((one) => [`\`${one.id}\``, one.summary, one.why]),
    ),
    '## How good are the tests',
    '- `--coverage`: which alerts lack a case that fires, stays quiet, recovers, misses data.\n- `--mutate`: thresholds are halved and doubled, windows halved and tripled, operators turned round; what no case notices is a weak test.\n- `--shift`: evaluations fall on other seconds of the minute; verdicts must stay.',
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
