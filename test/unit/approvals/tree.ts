/** A small organisation with everything that an approval is pinned to; keys are paths below the definitions' folder. */
export const approvedTree: Readonly<Record<string, string>> = {
  'project.yaml': `apiVersion: alerts/v1
kind: Project
id: acme
uid: 7f3c9a52e1
timezone: Europe/Paris
title: "\${application} | \${squad} | \${description}"
onCall: opsgenie
environments:
  production: { vars: { dd: prod, critical: 5 } }
  sandbox: { vars: { dd: box, critical: 6 } }
  staging: { paging: never, vars: { dd: stg, critical: 7 } }
connections:
  datadog: { vendor: datadog, site: datadoghq.eu, apiKey: { env: DD_API_KEY }, appKey: { env: DD_APP_KEY } }
  opsgenie: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, handle: "@opsgenie-\${squad}" }
hours:
  business: { weekly: mon-fri 09:00-18:00 }
defaults:
  - set: { renotify: { every: 1h, max: 3 } }
readiness: { approvals: {} }
`,
  'people.yaml': `# Everybody
apiVersion: alerts/v1
kind: Person
id: ana
name: Ana Moreau
email: ana@acme.example
accounts: { github: ana-m, gitlab: ana.moreau }
---
apiVersion: alerts/v1
kind: Person
id: bo
name: Bo Lind
email: bo@acme.example
accounts: { github: bo-l }
---
apiVersion: alerts/v1
kind: Person
id: zoe
name: Zoe Sand
email: zoe@acme.example
groups: [sre]
accounts: { github: zoe-s, gitlab: zoe.s }
`,
  'templates/http.yaml': `apiVersion: alerts/v1
kind: Template
id: http
parameters:
  over: { type: duration, default: 10m, description: How long. }
alerts:
  errors:
    description: Requests fail
    impact: Customers see errors.
    priority: P2
    category: errors
    source: { datadog: { metric: { queries: { a: "sum:errors{env:\${dd}}.as_count()" }, unit: count } } }
    condition: { is: above, critical: "\${critical}", over: "\${over}", reduce: sum, noData: ok }
    message: "{{value}} requests fail."
    runbook: ../runbooks/errors.md
    dashboard: https://app.datadoghq.eu/dashboard/abc
  unrelated:
    description: Requests are slow
    priority: P4
    category: latency
    source: { datadog: { metric: { queries: { a: "avg:latency{env:\${dd}}" }, unit: s } } }
    condition: { is: above, critical: 2s, over: 10m, noData: keep }
`,
  'runbooks/errors.md': `# Trigger

More than five requests failed.

# Resolution

- Roll back with \`make rollback\`.

# Expected time

15m
`,
  'payments/squad.yaml': `apiVersion: alerts/v1
kind: Squad
id: payments
members: [ana, bo]
channels: { default: { slack: "#squad-payments" } }
schedules:
  oncall:
    rotations:
      weekly: { participants: [ana, bo], every: 1w, start: 2026-01-05T09:00 }
escalations:
  usual:
    - { after: 0m, notify: [{ schedule: oncall }] }
    - { after: 15m, notify: [{ schedule: oncall, take: next }] }
routing:
  - { when: { priority: [P1, P2, P3] }, to: { escalation: usual } }
  - { to: none }
policies:
  first: { when: { tag: { kind: batch } }, set: { priority: P4 } }
  second: { when: { tag: { kind: batch } }, set: { priority: P5 } }
`,
  'payments/shop.yaml': `apiVersion: alerts/v1
kind: Application
id: shop
tier: 1
types: [http-service]
use:
  - { template: http }
alerts:
  errors:
    overrides:
      - { when: { environment: staging }, set: { condition: { critical: 50 } } }
  member:
    description: The queue is full
    priority: P4
    category: saturation
    source: { datadog: { metric: { queries: { a: "avg:queue{env:\${dd}}" }, unit: count } } }
    condition: { is: above, critical: 10, over: 5m, noData: keep }
  both:
    description: Errors and a full queue
    priority: P1
    category: availability
    source: { datadog: { composite: { members: { e: errors, m: member }, formula: e && m } } }
    condition: { noData: keep }
    message: Both.
    dashboard: https://app.datadoghq.eu/dashboard/def
    runbook:
      trigger: Both.
      resolution: [Call the platform.]
      expectedTime: 15m
`,
  'payments/errors.alerttest.yaml': `apiVersion: alerts/v1
kind: AlertTest
id: errors-fire
alert: shop/errors
clock: { start: 2026-11-02T09:00, step: 1m }
cases:
  - name: fires
    input: { metrics: { a: 9 x60 } }
    expect: [{ by: 30m, state: alert }]
`,
};

/** The tree with texts of one file replaced; every text must be there. */
export function edited(
  file: string,
  ...edits: readonly (readonly [from: string, to: string])[]
): Record<string, string> {
  let text = approvedTree[file] ?? '';
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
    text = text.replaceAll(from, to);
  }
  return { ...approvedTree, [file]: text };
}
