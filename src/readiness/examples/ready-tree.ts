import { sloDocument } from '../../lint/support/examples.ts';

/** An application on which ours depends; nobody judges it here. */
export function ledger(tier: number): string {
  return `apiVersion: alerts/v1
kind: Application
id: ledger
tier: ${tier}
types: [platform]
`;
}

/** The ready application into which examples are merged: every check passes or is not applicable. Its alert `card-errors` is that of lint's examples. */
export const readyApplication = `
apiVersion: alerts/v1
kind: Application
id: checkout-api
tier: 1
types: [http-service, worker, queue, cron]
features: [pay-by-card, refund]
endpoints: ["https://pay.\${host}"]
queues: [receipts]
jobs: [settle]
dependencies: [ledger]
alerts:
  card-errors: {}
  slow-payments:
    description: Card payments are slow
    impact: Customers wait at the till.
    priority: P4
    category: latency
    source:
      datadog:
        metric:
          queries: { p95: "max:payments.card.p95{env:\${dd}}" }
          formula: p95
          unit: s
    condition: { is: above, critical: 2s, recovery: 1500ms, over: 10m, noData: keep }
    message: "One payment in twenty takes longer than {{value}}."
    runbook:
      trigger: The slowest twentieth of payments took longer than 2 seconds for ten minutes.
      resolution:
        - Compare the acquirers with \`payments latency --by acquirer\`; switch the slow one off.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/slo-one-two
    reviewed: 2026-10-01
  no-payments:
    description: Fewer payments than usual arrive
    impact: Customers cannot start a payment; nothing fails.
    priority: P4
    category: traffic
    source:
      datadog:
        metric:
          queries: { started: "sum:payments.card.started{env:\${dd}}.as_count()" }
          formula: started
          unit: count
    condition: { is: below, critical: 20, over: 15m, reduce: sum, noData: notify }
    message: "{{value}} payments in a quarter of an hour."
    runbook:
      trigger: Fewer than 20 payments arrived within fifteen minutes.
      resolution:
        - Open the shop and pay; if the button is gone, tell the shop squad.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/no--one-two
    reviewed: 2026-10-01
  pool-full:
    description: Connections to the ledger run out
    impact: Payments wait for a connection of the pool, then fail.
    priority: P4
    category: saturation
    source:
      datadog:
        metric:
          queries: { used: "max:payments.pool.used{env:\${dd}}" }
          formula: used
          unit: ratio
    condition: { is: above, critical: 90%, recovery: 70%, over: 10m, noData: keep }
    message: "{{value}} of the pool is in use."
    runbook:
      trigger: More than 90% of the pool was in use for ten minutes.
      resolution:
        - List the holders with \`pool holders\`; end the oldest.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/poo-one-two
    reviewed: 2026-10-01
  unreachable:
    description: pay.acme.example cannot be reached from outside
    impact: Nobody can pay.
    priority: P4
    category: availability
    source:
      datadog:
        check: { name: http.can_connect, over: ["instance:pay.\${host}", "env:\${dd}"] }
    condition: { failures: 5, recoveries: 3, noData: notify }
    message: The outside probe gets no answer
    runbook:
      trigger: Five checks in a row from outside failed.
      resolution:
        - Ask from your own line with \`curl -sv https://pay.acme.example/healthz\`.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/unr-one-two
    reviewed: 2026-10-01
  certificate:
    description: Our certificate for pay.acme.example is not renewed
    impact: Nobody yet; browsers refuse the page once it has ended.
    priority: P4
    category: certificate
    source:
      datadog:
        metric:
          queries: { left: "min:tls.days_left{instance:pay.\${host},env:\${dd}}" }
          formula: left
          unit: day
    condition: { is: below, critical: 7, warning: 30, over: 1h, reduce: min, noData: notify }
    message: "{{value}} days are left."
    runbook:
      trigger: The certificate ends in less than 7 days.
      resolution:
        - Renew it with \`cert-manager renew pay.acme.example\`.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/cer-one-two
    reviewed: 2026-10-01
  burn-fast:
    description: Error budget of card payments gone within days
    impact: Customers feel it now.
    priority: P1
    category: slo-burn
    source:
      slo: checkout-available
    condition: { burn: 14.4, long: 1h, short: 5m }
    message: "The budget burns {{value}} times too fast."
    runbook:
      trigger: The budget burnt 14.4 times too fast over 1h and 5m.
      resolution:
        - Look at \`payments errors --by acquirer\`; switch the worst one off.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/bur-one-two
    reviewed: 2026-10-01
  burn-slow:
    description: Error budget of card payments gone within the week
    impact: Customers feel it now.
    priority: P4
    category: slo-burn
    source:
      slo: checkout-available
    condition: { burn: 6, long: 6h, short: 30m }
    message: "The budget burns {{value}} times too fast."
    runbook:
      trigger: The budget burnt 6 times too fast over 6h and 30m.
      resolution:
        - Look at \`payments errors --by acquirer\`; switch the worst one off.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/bur-one-two
    reviewed: 2026-10-01
  receipts-wait:
    description: Receipts wait in the queue
    impact: Customers get their receipt late.
    priority: P4
    category: backlog
    source:
      datadog:
        metric:
          queries: { ready: "max:rabbitmq.queue.messages.ready{queue:receipts,env:\${dd}}" }
          formula: ready
          unit: count
    condition: { is: above, critical: 500, recovery: 300, over: 30m, noData: keep }
    message: "{{value}} receipts are waiting."
    runbook:
      trigger: More than 500 receipts waited for half an hour.
      resolution:
        - Scale the worker with \`kubectl scale deployment/receipts --replicas 6\`.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/rec-one-two
    reviewed: 2026-10-01
  receipts-consumers:
    description: No worker consumes the queue receipts
    impact: No receipt is sent.
    priority: P4
    category: consumers
    source:
      datadog:
        metric:
          queries: { consumers: "max:rabbitmq.queue.consumers{queue:receipts,env:\${dd}}" }
          formula: consumers
          unit: count
    condition: { is: below, critical: 1, over: 10m, reduce: max, noData: notify }
    message: No consumer is connected
    runbook:
      trigger: No consumer was connected for ten minutes.
      resolution:
        - Read why with \`kubectl logs deployment/receipts\`.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/rec-one-two
    reviewed: 2026-10-01
  receipts-dead:
    description: Receipts are dead-lettered
    impact: Receipts are not sent until they are replayed.
    priority: P4
    category: dead-letter
    source:
      datadog:
        metric:
          queries: { dead: "max:rabbitmq.queue.messages.ready{queue:receipts.dlq,env:\${dd}}" }
          formula: dead
          unit: count
    condition: { is: above, critical: 10, recovery: 2, over: 15m, noData: ok }
    message: "{{value}} receipts could not be sent."
    runbook:
      trigger: Consumers rejected more than 10 receipts.
      resolution:
        - Read the reason with \`queue dead receipts --last 5\`.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/rec-one-two
    reviewed: 2026-10-01
  settle-missed:
    description: The job settle has not succeeded in time
    impact: Merchants get their money a day late.
    priority: P4
    category: heartbeat
    source:
      datadog:
        metric:
          queries: { age: "max:kubernetes_state.cronjob.duration_since_last_successful{kube_cronjob:settle,env:\${dd}}" }
          formula: age
          unit: s
    condition: { is: above, critical: 2d, recovery: 1d, over: 10m, reduce: min, noData: notify }
    message: "The last success was {{value}} ago."
    runbook:
      trigger: The last success of settle is older than two days.
      resolution:
        - Run it again with \`make settle\`; a second run is harmless.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/set-one-two
    reviewed: 2026-10-01
  payments-collapse:
    description: Completed payments collapse
    impact: The company earns nothing.
    priority: P4
    category: business
    covers: [refund]
    source:
      datadog:
        metric:
          queries: { completed: "sum:payments.card.completed{env:\${dd}}.as_count()" }
          formula: completed
          unit: count
    condition: { is: below, critical: 50, over: 30m, reduce: sum, noData: notify }
    message: "{{value}} completed payments in half an hour."
    runbook:
      trigger: Fewer than 50 payments were completed within half an hour.
      resolution:
        - Open the shop and pay with the test card; follow what fails.
        - Otherwise roll back the last release with \`make rollback\`.
      expectedTime: 30m
    dashboard: https://app.datadoghq.eu/dashboard/pay-one-two
    reviewed: 2026-10-01
`;

const readyTests = `apiVersion: alerts/v1
kind: AlertTest
id: card-errors
alert: checkout-api/card-errors
clock: { start: 2026-01-05T09:00, step: 1m }
cases:
  - name: pages during an outage
    input: { metrics: { errors: [{ group: { acquirer: north }, values: "0 x15, 60 x20, 0 x30" }], requests: [{ group: { acquirer: north }, values: "500 x65" }] } }
    expect: [{ by: 25m, state: alert }, { at: 60m, state: ok }]
  - name: stays quiet on a blip
    input: { metrics: { errors: [{ group: { acquirer: north }, values: "0 x15, 3 x1, 0 x20" }], requests: [{ group: { acquirer: north }, values: "500 x36" }] } }
    never: [alert]
  - name: missing data are health
    input: { metrics: { errors: [{ group: { acquirer: north }, values: "0 x5, _ x20" }], requests: [{ group: { acquirer: north }, values: "500 x5, _ x20" }] } }
    never: [alert, no-data]
---
apiVersion: alerts/v1
kind: AlertTest
id: burn-fast
alert: checkout-api/burn-fast
clock: { start: 2026-01-05T09:00, step: 1m }
cases:
  - name: pages while the budget burns, and ends
    input: { slo: { good: "100 x60, 80 x60, 100 x120", total: "100 x240" } }
    expect: [{ by: 119m, state: alert }, { at: 230m, state: ok }]
  - name: stays quiet on a usual day
    input: { slo: { good: "100 x120", total: "100 x120" } }
    never: [alert]
  - name: without requests nothing burns
    input: { slo: { good: "_ x60", total: "_ x60" } }
    never: [alert]
`;

/** What the ready application needs besides: what it depends on, its objective, and tests of its pages. */
export const readyFiles: Readonly<Record<string, string>> = {
  'payments/ledger.yaml': ledger(1),
  'payments/slo.yaml': sloDocument(0.999),
  'payments/tests.yaml': readyTests,
};
