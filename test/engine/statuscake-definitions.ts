import { shopFiles, type Shop } from './shop.ts';

/** What differs between variants of the shop that StatusCake watches. */
export interface CakeShop extends Pick<Shop, 'owner'> {
  readonly uptime?: string;
  readonly probe?: string;
  readonly missingFor?: string;
  readonly horizon?: string;
  readonly slower?: string;
  /** Further documents. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A shop with a check of each kind, in `production` alone. */
export function cakeShop(shop: CakeShop = {}): Record<string, string | undefined> {
  return { ...shopFiles({ ...shop, connections, squad, checkout: checkout(shop) }), ...shop.more };
}

const connections = `  cake:
    vendor: statuscake
    apiKey: { env: STATUSCAKE_API_KEY }
    integrations:
      - { id: '41', slack: '#payments' }
      - { id: '42', slack: '#identity' }
`;

const squad = (id: string): string => `channels: { default: { slack: '#${id}', email: '${id}@lists.shop.example' } }\n`;

function checkout(shop: CakeShop): string {
  const {
    uptime = '',
    probe = 'downFor: 5m, confirmations: 3',
    missingFor = '2h',
    horizon = '30d',
    slower = '4s',
    owner,
  } = shop;
  const alert = (id: string, category: string, source: string, condition: string): string => `  ${id}:
    description: Checkout ${id}
    impact: Customers cannot pay.
    priority: P4
    category: ${category}
    source: { statuscake: { ${source} } }
    condition: { ${condition} }
    runbook: { trigger: It is wrong., resolution: [Mend it.] }
${owner === 'identity' ? '    transferredFrom: payments\n' : ''}`;
  return `apiVersion: alerts/v1
kind: Application
id: checkout
tier: 2
types: [http-service]
alerts:
${alert('answers', 'availability', `uptime: { url: 'https://shop.example/health', every: 1m, contains: up${uptime} }`, probe)}${alert('export', 'heartbeat', 'heartbeat: {}', `missingFor: ${missingFor}`)}${alert('certificate', 'certificate', 'ssl: { host: shop.example }', `expiresWithin: ${horizon}`)}${alert('page', 'latency', "pageSpeed: { url: 'https://shop.example/', measure: load-time, every: 30m, regions: [fr] }", `is: above, critical: ${slower}, noData: ok`)}`;
}
