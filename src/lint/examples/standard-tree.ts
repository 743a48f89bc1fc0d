/** The clean tree into which rule examples are merged: one squad, one application, one alert, and what they need. */
export const standardProject = `
apiVersion: alerts/v1
kind: Project
id: acme
uid: 7f3c9a52e1
timezone: Europe/Paris
title: "\${application} | \${squad} | \${description}"
onCall: opsgenie
environments:
  production: { vars: { dd: prod, host: acme.example } }
  staging: { paging: never, vars: { dd: stg, host: stg.acme.example } }
connections:
  datadog: { vendor: datadog, site: datadoghq.eu, apiKey: { env: DD_API_KEY }, appKey: { env: DD_APP_KEY } }
  broker: { vendor: rabbitmq, url: "https://rabbit.\${host}", via: datadog }
  opsgenie: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, handle: "@opsgenie-\${squad}" }
hours:
  business: { weekly: mon-fri 09:00-18:00 }
defaults:
  - set: { renotify: { every: 1h, max: 3 } }
`;

export const standardPeople = ['ana', 'bo', 'cy', 'di']
  .map(
    (id) => `
apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id.charAt(0).toUpperCase()}${id.slice(1)} Moreau
email: ${id}@acme.example
timezone: Europe/Paris
groups: [sre]
licence: { run: 2026-03-01, onCall: 2026-04-12 }
`,
  )
  .join('---');

export const standardSquad = `
apiVersion: alerts/v1
kind: Squad
id: payments
name: Payments
members: [ana, bo, cy, di]
lead: ana
channels: { default: { slack: "#squad-payments" }, incidents: { slack: "#inc-payments" } }
schedules:
  run:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [ana, bo, cy, di], every: 1w, start: 2026-01-05T09:00, hours: business }
  oncall:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [bo, cy, di, ana], every: 1w, start: 2026-01-05T18:00, hours: not business }
escalations:
  working-hours:
    - { after: 0m, notify: [{ schedule: run }] }
    - { after: 20m, notify: [{ squad: payments, take: everyone }] }
  off-hours:
    - { after: 0m, notify: [{ schedule: oncall }] }
    - { after: 15m, notify: [{ schedule: oncall, take: next }] }
    - { after: 30m, notify: [{ squad: payments, take: everyone }] }
routing:
  - { when: { hours: business }, to: { escalation: working-hours } }
  - { when: { priority: [P1, P2, P3] }, to: { escalation: off-hours } }
  - { to: none }
`;

export const standardApplication = `
apiVersion: alerts/v1
kind: Application
id: checkout-api
tier: 1
types: [http-service]
features: [pay-by-card, refund]
alerts:
  pending-refunds:
    description: Refunds wait in the outbox
    impact: Customers wait for their money; support gets calls after a day.
    priority: P4
    category: backlog
    covers: [refund]
    source:
      datadog:
        metric:
          queries: { pending: "max:payments.refunds.pending{env:\${dd}}" }
          unit: count
    condition: { is: above, critical: 500, recovery: 300, over: 30m, noData: keep }
    message: "{{value}} refunds are waiting."
    runbook:
      trigger: More than 500 refunds have waited in the outbox for half an hour.
      resolution:
        - Run \`refunds queue --oldest\`; if the bank's window is closed, wait until it opens.
        - Otherwise restart the refund worker with \`make restart-refunds\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/ref-und-one
    reviewed: 2026-10-01
  failed-logins:
    description: Back-office logins are refused
    impact: Agents cannot open disputes.
    priority: P4
    category: security
    source:
      datadog:
        logs: { query: "service:checkout-api @event:login_refused env:\${dd}", index: main, compute: count }
    condition: { is: above, critical: 40, over: 15m, noData: ok }
    message: "{{value}} refused logins in the back office."
    runbook:
      trigger: More than 40 logins were refused in a quarter of an hour.
      resolution:
        - Check \`auth report --last 1h\`; if one address stands out, block it with \`auth block ADDRESS\`.
        - Otherwise ask the identity squad whether the directory is down.
      expectedTime: 20m
    dashboard: https://app.datadoghq.eu/dashboard/log-ins-one
    reviewed: 2026-10-01
  dead-letters:
    description: Payment events are dead-lettered
    impact: Receipts are not sent until the events are replayed.
    priority: P4
    category: dead-letter
    source:
      datadog:
        metric:
          queries: { dead: "max:payments.events.dead{env:\${dd}}" }
          unit: count
    condition: { is: above, critical: 10, recovery: 2, over: 15m, noData: keep }
    message: "{{value}} payment events could not be handled."
    runbook:
      trigger: Consumers rejected more than 10 payment events.
      resolution:
        - Read the reason with \`events dead --last 5\`; if it is a schema change, roll back the producer.
        - Otherwise replay them with \`events replay --dead\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/dea-dle-tte
    reviewed: 2026-10-01
  card-errors: {}
`;

/** The alert that examples patch. */
export const standardAlert = `
description: Card payments fail
impact: Customers cannot pay by card at one acquirer.
priority: P1
category: errors
covers: [pay-by-card]
source:
  datadog:
    metric:
      queries:
        errors: "sum:payments.card.errors{env:\${dd}}.as_count()"
        requests: "sum:payments.card.requests{env:\${dd}}.as_count()"
      formula: errors / requests
      unit: ratio
groups: { by: [acquirer], notify: [acquirer], newGroupDelay: 10m }
condition:
  is: above
  critical: 5%
  warning: 2%
  recovery: 3%
  warningRecovery: 1%
  over: 5m
  delay: 1m
  reduce: sum
  atLeast: { requests: 50 }
  noData: ok
notify: { critical: on-call, warning: { channel: default }, noData: { channel: default } }
message: "{{value}} of card payments fail at {{group.acquirer}}"
runbook:
  trigger: More than 5% of card payments failed over 5 minutes.
  resolution:
    - Open the acquirer's status page; if it is down, switch to the backup acquirer with \`make switch-acquirer\`.
    - Otherwise roll back the last release of checkout-api with \`make rollback\`.
  expectedTime: 15m
dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
reviewed: 2026-10-01
overrides:
  - when: { environment: staging }
    set: { condition: { critical: 20%, recovery: 10%, warning: null, warningRecovery: null } }
`;
