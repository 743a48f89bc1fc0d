import { shopFiles, type Shop } from './shop.ts';

/** What differs between variants of the shop whose logs Graylog has. */
export interface LogShop extends Pick<Shop, 'owner'> {
  /** Fields of the connection. */
  readonly connection?: string;
  readonly refused?: string;
  readonly errors?: string;
  readonly rules?: string;
}

/** A shop with a count, groups, a filter and a stream of its own, in `production` alone. */
export function logShop(shop: LogShop = {}): Record<string, string | undefined> {
  return shopFiles({
    ...shop,
    connections: `  graylog: { vendor: graylog, url: 'https://graylog.shop.example', token: { env: GRAYLOG_TOKEN }, ${shop.connection ?? 'onCallKey: { env: GRAYLOG_ON_CALL_KEY }'} }\n`,
    squad,
    checkout: checkout(shop),
  });
}

const squad = (id: string): string => `channels: { default: { slack: '#${id}', email: '${id}@lists.shop.example' } }
schedules:
  always: { rotations: { all: { participants: [alice], every: 1w, start: 2026-01-05T09:00 } } }
escalations:
  all: [{ after: 0m, notify: [{ schedule: always }] }, { after: 15m, notify: [{ person: alice }] }]
routing: [{ to: { escalation: all } }]
integrations: { graylog: { type: Email, address: graylog-${id} } }
notifications: { close: { when: { application: checkout }, autoClose: 2h } }
`;

function checkout(shop: LogShop): string {
  const alert = (id: string, priority: string, source: string, more: string): string => `  ${id}:
    description: Checkout ${id}
    impact: Customers cannot pay.
    priority: ${priority}
    category: errors
    source: { graylog: { ${source} } }
${more}    runbook: { trigger: It is wrong., resolution: ['Say "restart" to it.'], expectedTime: 15m }
    dashboard: https://graylog.shop.example/dashboards/checkout
${shop.owner === 'identity' ? '    transferredFrom: payments\n' : ''}`;
  const { refused = 'is: above, critical: 20, over: 5m', errors = 'is: above, critical: 800ms, over: 10m' } = shop;
  const { rules = '{ field: application, is: checkout }' } = shop;
  return `apiVersion: alerts/v1
kind: Application
id: checkout
tier: 2
types: [http-service]
alerts:
${alert('refused', 'P2', "aggregation: { query: 'event:refused', compute: count, every: 1m }", `    condition: { ${refused}, noData: ok }\n    message: '{{value}} refusals, more than {{threshold}}'\n    renotify: { every: 30m }\n`)}${alert(
    'errors',
    'P3',
    "aggregation: { streams: [Shop], query: 'level:3', compute: p95(took_ms), every: 5m, unit: ms }",
    `    condition: { ${errors}, noData: ok }\n    groups: { by: { shop: shop_id } }\n    autoClose: 2h\n    message: 'Slow in {{group.shop}}'\n`,
  )}${alert('panics', 'P4', `filter: { query: 'panic', every: 1m, limit: 20, stream: { rules: [${rules}] } }`, '')}`;
}
