import { refused, semantics } from './fidelity.ts';
import { scenarios } from './scenarios/library.ts';

const notation: readonly (readonly [string, string])[] = [
  ['`5`, `5 x10`', 'A value, once or ten times.'],
  ['`1..9 x5`', 'A ramp: 1, 3, 5, 7, 9.'],
  ['`_`, `_ x10`', 'Nothing was sent.'],
  ['`nan`', 'Something without a number was sent, which monitoring systems drop.'],
  ['`0.5*200 x10`', 'A factor and a value, for parameters of templates: `0.5*${minimumHits}`.'],
  [
    '`noise(20,2,7) x60`',
    'Normally distributed around 20 with deviation 2, drawn from the seed 7: the same on every machine.',
  ],
];

const levels: readonly (readonly [string, string])[] = [
  ['`healthy`', 'A usual day: the `typical` values of the source, else well on the quiet side of all thresholds.'],
  ['`critical`, `warning`, `recovery`, `warningRecovery`', 'The threshold of the alert that is tested.'],
  ['`2*critical`', 'A multiple of a level.'],
  [
    '`5%`, `800ms`, `12`',
    'A value, in the unit of the query unless it has one. For `slo` a multiple of the budget, for certificates days.',
  ],
  ['`healthy..2*critical x30`', 'A ramp.'],
  ['`_ x10`', 'Nothing is measured.'],
];

const templateExample = `\`\`\`yaml
apiVersion: alerts/v1
kind: AlertTest
id: http-service-error-rate
template: http-service
alert: error-rate
clock: { start: 2026-11-10T09:00:00Z, step: 1m }
cases:
  - name: A bad release fires, holds above the recovery, and closes after the rollback
    input: { value: 'healthy x20, 2*critical x15, 1.1*recovery x10, healthy x20' }
    expect:
      - { from: 0m, to: 20m, state: ok }
      - { by: 27m, state: alert, title: 'contains "\${application}"' }
      - { at: 44m, state: alert }
      - { by: 55m, state: ok }
  - name: Half of too few requests fail
    input:
      metrics:
        errors: '0 x10, 0.05*\${minimumHits} x30'
        hits: '0.1*\${minimumHits} x40'
    never: [alert, warning, no-data]
\`\`\``;

const inputs: readonly (readonly [string, string, string])[] = [
  [
    '`value`',
    'every source that measures a number',
    'Levels of what the alert compares, see below; for grouped alerts also lists of `{ group, values }`.',
  ],
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
    '`tables`',
    '`redash.query`',
    'Tables that the SQL is run on, see below: `columns` with their types, and `rows` (`values`, with `at` or `from`, `to`, `every`).',
  ],
  [
    '`probes`',
    '`statuscake.uptime`, `statuscake.ssl`, `statuscake.pageSpeed`',
    'Outcomes by location: `up x5, down x10`; `daysLeft` of a certificate; `loads` of a page: milliseconds or bytes.',
  ],
  ['`heartbeats`', '`statuscake.heartbeat`', '`ping x10, _ x30`, or times.'],
];

const tablesExample = `\`\`\`yaml
apiVersion: alerts/v1
kind: AlertTest
id: signatures-drop
alert: signature-api/signatures-drop
clock: { start: 2026-11-10T09:00:00Z, step: 10m }
cases:
  - name: signatures stop
    input:
      tables:
        signatures:
          columns: { id: bigint, completed_at: timestamptz }
          rows:
            - { from: -1h, to: 1h, every: 10s, time: completed_at }
    expect:
      - { at: 50m, state: ok }
      - { by: 100m, state: alert }
  - name: a usual morning
    input:
      tables:
        signatures:
          columns: { id: bigint, completed_at: timestamptz }
          rows:
            - { from: -1h, to: 2h, every: 10s, time: completed_at }
    never: [alert]
\`\`\``;

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
    '## Tables',
    'The SQL of a Redash alert is run for real, at each of its executions, on the tables of the case: PostgreSQL in WebAssembly (PGlite), whose `now()`, `current_date` and whatever else tells the time follow the clock of the case, in UTC. So the query and the threshold are tested together.',
    tablesExample,
    'A row is there from `at` on (`-1h` is before the start), else all the time, and goes at `until`; `from`, `to` and `every` are several rows, `count` alike ones. `time` names the column that has the instant at which the row comes. Columns without a value are null. An execution that fails changes no state, as with Redash; where all of them fail the case is refused with the words of PostgreSQL. SQL runs in a thread of its own, with neither files nor network: a query that takes longer than 20 seconds (a case: 2 minutes, a run: 15), returns more than 10,000 rows or 2,000,000 characters, or wants more than 512 MB ends as an error. Only queries are run (`SELECT`, `WITH`, `VALUES`, `TABLE`), one a text; `random()` draws the same each time.',
    '## Levels',
    'An input `value` says what the alert compares, as `{{value}}` in its texts, and the tool works out what has to be sent for it: how many of the usual requests fail, how many records a window holds, how many events of an SLO are bad. The same case then holds for every threshold. A sample is the value that would be compared if it stayed so.',
    table(['level', 'means'], levels),
    'Queries that do not move are as `typical` says, else well above the floors of `atLeast`. Groups that a case does not name are one group. Checks, composites, uptime probes and heartbeats measure nothing; they take their own input.',
    '## Tests of templates',
    'A test that names a `template` and one of its `alerts` runs for every application that uses the template, in every environment that pages. `${…}` is filled as in the template: with its parameters, `${application}` and the `vars` of the environment.',
    templateExample,
    'The alert of an application counts as proven by it, for `--coverage` and for readiness. Where one application differs so much that a case does not hold, that application is named by the failure. `--update` leaves texts with `${` alone.',
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
    '`alerts test --scenarios` runs these on every alert whose source is evaluated. They stand on the `typical` values of its source, or on values that follow from its condition. What has no meaning for a source (a check knows nothing between good and bad) is told as not applicable, with the reason.',
    table(
      ['scenario', 'what happens', 'why'],
      scenarios.map((one) => [`\`${one.id}\``, one.summary, one.why]),
    ),
    '## How good are the tests',
    '- `--coverage`: which alerts lack a case that fires, stays quiet, recovers, misses data; or why the last says nothing of them.\n- `--mutate`: thresholds are halved and doubled (few and whole ones moved by one), windows halved and tripled, operators and formulas turned round, missing data decided otherwise; where a case says whom a page reaches, its priority and the page itself are taken away. What no case of an alert notices is a weak test. The test of a template is one test: what one of its applications notices is noticed.\n- `--shift`: evaluations fall on other seconds of the minute; verdicts must stay.',
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
