import { shopProject } from './definitions.ts';

/** Who may be called, each with rules of another kind. */
const people: Readonly<Record<string, string>> = {
  ana: 'contacts: { rules: [{ steps: [{ after: 0m, by: email }] }] }',
  bo: `contacts:
  rules:
    - { when: { priority: [P1, P2] }, steps: [{ after: 0m, by: email }, { after: 4m, by: email }], repeat: 10m }
    - { when: { hours: 'mon-fri 08:00-19:00' }, steps: [{ after: 2m, by: email }] }
    - { steps: [{ after: 15m, by: email }] }`,
  cy: `contacts:
  voice: The staff directory
  rules: [{ steps: [{ after: 0m, by: email }, { after: 3m, by: voice }] }]`,
  dee: 'groups: [sre]',
};

const project = `${shopProject}hours: { business: { weekly: mon-fri 09:00-18:00, except: [./holidays.ics] } }
lint:
  rules: { routing/escalation-depth: off }
onCall: duty
connections:
  datadog: { vendor: datadog, site: datadoghq.eu, apiKey: { env: DD_API_KEY }, appKey: { env: DD_APP_KEY } }
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, handle: '@opsgenie-\${squad}' }
`;

const holidays = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
BEGIN:VEVENT
UID:armistice
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261111
SUMMARY:Armistice
END:VEVENT
END:VCALENDAR
`;

const payments = `apiVersion: alerts/v1
kind: Squad
id: payments
name: Payments
members: [ana, bo, cy]
lead: ana
channels: { default: { slack: '#payments' } }
schedules:
  run:
    rotations:
      weekly: { participants: [ana, bo, cy], every: 1w, start: 2026-01-05T09:00, hours: business }
  oncall:
    rotations:
      weekly: { participants: [bo, cy, ana], every: 1w, start: 2026-01-05T18:00, hours: not business }
escalations:
  working-hours:
    - { after: 0m, notify: [{ schedule: run }] }
    - { after: 20m, notify: [{ squad: payments, take: everyone }] }
  off-hours:
    steps:
      - { after: 0m, notify: [{ schedule: oncall }] }
      - { after: 15m, notify: [{ schedule: oncall, take: next }] }
      - { after: 30m, notify: [{ squad: payments, take: admins }, { person: dee }] }
    repeat: { times: 1, every: 20m }
routing:
  - { when: { priority: [P4, P5] }, to: none }
  - { when: { application: ledger }, to: { squad: platform } }
  - { when: { hours: business }, to: { escalation: working-hours } }
  - { when: { category: saturation }, to: { schedule: oncall } }
  - { to: { escalation: off-hours } }
policies:
  batch: { when: { tag: { kind: batch } }, set: { priority: P4, title: '[batch] \${title}' } }
  pool: { when: { tag: { kind: pool } }, set: { priority: P1, title: '[pool] \${title}' } }
  calm: { when: { category: latency }, delay: 10m }
integrations:
  prometheus: { type: Prometheus }
overrides:
  - { schedule: oncall, from: 2026-11-14T18:00, to: 2026-11-15T09:00, person: dee, reason: swap }
`;

const platform = `apiVersion: alerts/v1
kind: Squad
id: platform
name: Platform
members: [dee, ana]
lead: dee
channels: { default: { slack: '#platform' } }
schedules:
  watch:
    rotations:
      turns: { participants: [dee, cy, ana, bo, none], every: 3h, start: 2026-10-01T01:00 }
escalations:
  all:
    - { after: 0m, notify: [{ schedule: watch }] }
    - { after: 10m, notify: [{ schedule: watch, take: previous }, { schedule: watch, take: next }] }
    - { after: 45m, while: open, notify: [{ schedule: watch }] }
  night:
    - { after: 5m, notify: [{ person: bo }, { schedule: payments/oncall }] }
routing:
  - { when: { hours: business }, to: { escalation: all } }
  - { when: { category: latency }, to: { escalation: night } }
  - { to: { escalation: all } }
`;

/** An alert on a metric that pages whatever its priority is. */
function alert(application: string, id: string, priority: string, more: string): string {
  const metric = `shop.${application}.${id}`.replaceAll('-', '_');
  return `  ${id}:
    description: The ${id} of ${application} are too many
    impact: Customers wait for ${application}.
    priority: ${priority}
    ${more}
    notify: { critical: on-call }
    source: { datadog: { metric: { queries: { n: 'sum:${metric}{env:production}.as_count()' } } } }
    message: '{{value}} of them'
    condition: { is: above, critical: 5, over: 10m, noData: ok }
    dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
    runbook:
      trigger: More than five within ten minutes.
      resolution: [Look at the dashboard., Restart the worker.]
      expectedTime: 15m
`;
}

function application(id: string, alerts: readonly string[]): string {
  return `apiVersion: alerts/v1
kind: Application
id: ${id}
squad: payments
tier: 2
types: [worker]
alerts:
${alerts.join('')}`;
}

/** Two squads that are called in all the ways that Opsgenie knows, and the alerts that call them. */
export const dutyOrganisation: Readonly<Record<string, string>> = {
  'alerts/project.yaml': project,
  'alerts/holidays.ics': holidays.replaceAll('\n', '\r\n'),
  'alerts/people.yaml': Object.entries(people)
    .map(
      ([id, more]) => `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id}
email: ${id}@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
${more}
`,
    )
    .join('---\n'),
  'alerts/payments/squad.yaml': payments,
  'alerts/platform/squad.yaml': platform,
  'alerts/payments/checkout.yaml': application('checkout', [
    alert('checkout', 'card-errors', 'P1', 'category: errors'),
    alert('checkout', 'card-slow', 'P3', 'category: latency'),
    alert('checkout', 'pool-full', 'P3', 'category: saturation\n    tags: { kind: pool }'),
    alert('checkout', 'export-late', 'P2', 'category: backlog\n    tags: { kind: batch }'),
    alert('checkout', 'report-late', 'P4', 'category: backlog'),
  ]),
  'alerts/payments/ledger.yaml': application('ledger', [
    alert('ledger', 'entries-late', 'P2', 'category: errors'),
    alert('ledger', 'entries-slow', 'P2', 'category: latency'),
  ]),
};
