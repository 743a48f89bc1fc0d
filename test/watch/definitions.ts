/** A project with a watched broker; the address is filled in by `${host}`. */
export function project(url: string, more = ''): string {
  return `
apiVersion: alerts/v1
kind: Project
id: acme
uid: 7f3c9a52e1
timezone: UTC
title: '\${application} | \${squad} | \${description}'
onCall: opsgenie
environments:
  production: {}
connections:
  queues:
    vendor: rabbitmq
    url: '${url}'
    via: watch
    owner: platform
    user: { env: RABBIT_USER }
    password: { env: RABBIT_PASSWORD }
${more}
  opsgenie: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, watchKey: { env: OPSGENIE_WATCH_KEY } }
`;
}

/** Two squads: `payments` owns the application, `platform` the broker. */
export const squads = `
apiVersion: alerts/v1
kind: Person
id: ana
name: Ana Moreau
email: ana@acme.example
---
apiVersion: alerts/v1
kind: Squad
id: platform
members: [ana]
channels: { default: { slack: '#platform' } }
---
apiVersion: alerts/v1
kind: Squad
id: payments
members: [ana]
channels: { default: { slack: '#payments' } }
`;

/** An application of payments with these alerts, indented as below `alerts:`. */
export function application(alerts: string): string {
  return `
apiVersion: alerts/v1
kind: Application
id: worker
squad: payments
tier: 2
types: [queue]
alerts:
${alerts}`;
}

/** One alert on queues. */
export function queueAlert(
  id: string,
  {
    name = 'orders',
    measure = 'ready',
    vhost = '/',
    condition = '{ is: above, critical: 100, recovery: 50, noData: keep }',
    more = '',
  },
): string {
  return `
  ${id}:
    description: '${id} of {{value}}'
    priority: P2
    category: backlog
    source: { rabbitmq: { queue: { connection: queues, vhost: '${vhost}', name: '${name}', measure: ${measure} } } }
    condition: ${condition}
    message: '{{value}} exceed {{threshold}}'
    runbook: { trigger: Too much waits., resolution: [Look at the workers.], expectedTime: 10m }
${more}`;
}
