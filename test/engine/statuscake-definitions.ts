/** What differs between variants of the shop that StatusCake watches. */
export interface CakeShop {
  /** The squad that owns `checkout`. */
  readonly owner?: 'payments' | 'identity';
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
  const owner = shop.owner ?? 'payments';
  return {
    'alerts/project.yaml': project,
    'alerts/people.yaml': people,
    'alerts/payments/squad.yaml': squad('payments'),
    'alerts/identity/squad.yaml': squad('identity'),
    'alerts/payments/checkout.yaml': undefined,
    'alerts/identity/checkout.yaml': undefined,
    [`alerts/${owner}/checkout.yaml`]: checkout(shop),
    ...shop.more,
  };
}

const project = `apiVersion: alerts/v1
kind: Project
id: shop
uid: 5e1f00d001
timezone: Europe/Paris
environments: { production: {} }
connections:
  cake:
    vendor: statuscake
    apiKey: { env: STATUSCAKE_API_KEY }
    integrations:
      - { id: '41', slack: '#payments' }
      - { id: '42', slack: '#identity' }
`;

const people = `apiVersion: alerts/v1
kind: Person
id: alice
name: Alice Martin
email: alice@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
`;

function squad(id: string): string {
  return `apiVersion: alerts/v1
kind: Squad
id: ${id}
members: [alice]
lead: alice
channels: { default: { slack: '#${id}', email: '${id}@lists.shop.example' } }
`;
}

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
