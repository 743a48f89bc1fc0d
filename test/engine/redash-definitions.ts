import { shopFiles, type Shop } from './shop.ts';

/** What differs between variants of the shop that Redash watches. */
export interface RedashShop extends Pick<Shop, 'owner'> {
  readonly sql?: string;
  readonly every?: string;
  readonly critical?: number;
  readonly notify?: string;
  /** Fields of the source beyond. */
  readonly source?: string;
  /** Fields of the connection beyond. */
  readonly connection?: string;
}

/** A shop with one alert on a query, in `production` alone. */
export function redashShop(shop: RedashShop = {}): Record<string, string | undefined> {
  return shopFiles({ ...shop, connections: connections(shop), squad, checkout: checkout(shop) });
}

const connections = ({ connection = '' }: RedashShop): string => `  warehouse:
    vendor: redash
    url: https://redash.shop.example
    dataSource: Warehouse
    apiKey: { env: REDASH_API_KEY }
${connection}`;

const squad = (id: string): string => `schedules:
  oncall: { timezone: Europe/Paris, rotations: { always: { participants: [alice], every: 1w, start: 2026-01-05T09:00 } } }
escalations:
  all: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: ${id}, take: everyone }] }]
routing: [{ to: { escalation: all } }]
channels:
  default: { slack: '#${id}', email: '${id}@lists.shop.example' }
  books: { slack: '#${id}-books', email: 'books@lists.shop.example' }
`;

function checkout(shop: RedashShop): string {
  const { sql = 'select count(*) as n from signatures', every = '10m', critical = 120, source = '' } = shop;
  return `apiVersion: alerts/v1
kind: Application
id: checkout
tier: 2
types: [http-service]
alerts:
  signatures:
    description: Signatures collapse
    impact: Customers cannot sign.
    priority: P4
    category: business
    source: { redash: { query: { sql: '${sql}', column: n, every: ${every}${source} } } }
    condition: { is: below, critical: ${critical}, noData: notify }
    renotify: { every: 1h }
    notify: { critical: ${shop.notify ?? '[{ channel: default }]'} }
    message: 'Only {{value}} signatures'
    runbook: { trigger: It is low., resolution: [Mend it.], expectedTime: 15m }
    dashboard: https://redash.shop.example/dashboards/1
${shop.owner === 'identity' ? '    transferredFrom: payments\n' : ''}`;
}
