/** Definitions of two small squads, with everything that applying can do to an object. */
export interface SmallOrganisation {
  /** Thresholds of the alerts of `checkout`, by id. */
  readonly alerts: Readonly<Record<string, number>>;
  /** The squad that owns the application `ledger`. */
  readonly ledgerOf?: 'payments' | 'identity';
  /** Alerts of `ledger`. */
  readonly ledger?: Readonly<Record<string, number>>;
  /** Vendor type of the alert `raw`, whose change makes the monitor anew. */
  readonly rawType?: keyof typeof rawQueries;
  readonly renamedFrom?: Readonly<Record<string, string>>;
  /** What `payments` has at the on-call backend, as YAML of its document; there is no backend without. */
  readonly onCall?: string;
}

/** The files of a small organisation, in `production` alone. */
export function smallOrganisation(one: SmallOrganisation): Record<string, string | undefined> {
  const owner = one.ledgerOf ?? 'payments';
  const other = owner === 'payments' ? 'identity' : 'payments';
  return {
    'alerts/project.yaml': one.onCall === undefined ? project : `${project}${onCallConnection}`,
    'alerts/people.yaml': people,
    'alerts/payments/squad.yaml': `${squad('payments', 'Payments')}${one.onCall ?? ''}`,
    'alerts/identity/squad.yaml': squad('identity', 'Identity'),
    'alerts/payments/checkout.yaml': application('checkout', one.alerts, one.renamedFrom, one.rawType),
    [`alerts/${owner}/ledger.yaml`]: application('ledger', one.ledger ?? { 'entries-late': 5 }),
    [`alerts/${other}/ledger.yaml`]: undefined,
    'alerts/identity/sessions.yaml': application('sessions', { 'logins-failing': 10 }),
  };
}

/** The files of an organisation of `count` alerts, each one monitor: ten per application, so many per squad. */
export function largeOrganisation(count: number, perSquad: number): Record<string, string> {
  const files: Record<string, string> = { 'alerts/project.yaml': project, 'alerts/people.yaml': people };
  for (let first = 0; first < count; first += 10) {
    const id = `squad-${Math.floor(first / perSquad)}`;
    files[`alerts/${id}/squad.yaml`] = squad(id, id);
    const alerts = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`alert-${index}`, 5 + index]));
    files[`alerts/${id}/app-${first / 10}.yaml`] = application(`app-${first / 10}`, alerts);
  }
  return files;
}

const rawQueries = {
  'query alert': 'avg(last_10m):avg:shop.queue.depth{env:production} > 100',
  'log alert': 'logs("service:queue").index("*").rollup("count").last("10m") > 100',
} as const;

/** How the projects of these tests begin. */
export const shopProject = `apiVersion: alerts/v1
kind: Project
id: shop
uid: 5e1f00d001
timezone: Europe/Paris
environments: { production: {} }
`;

const project = `${shopProject}lint:
  rules: {}
connections:
  datadog:
    vendor: datadog
    site: datadoghq.eu
    apiKey: { env: DD_API_KEY }
    appKey: { env: DD_APP_KEY }
`;

const onCallConnection = `  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
onCall: duty
`;

const people = `apiVersion: alerts/v1
kind: Person
id: alice
name: Alice Martin
email: alice@shop.example
timezone: Europe/Paris
licence: { run: 2026-01-01, onCall: 2026-01-01 }
`;

function squad(id: string, name: string): string {
  return `apiVersion: alerts/v1
kind: Squad
id: ${id}
name: ${name}
members: [alice]
lead: alice
channels: { default: { slack: '#${id}' } }
`;
}

function application(
  id: string,
  alerts: Readonly<Record<string, number>>,
  renamedFrom: Readonly<Record<string, string>> = {},
  rawType?: keyof typeof rawQueries,
): string {
  const entries = Object.entries(alerts).map(([alert, threshold]) =>
    metricAlert(id, alert, threshold, renamedFrom[alert]),
  );
  const raw = rawType === undefined ? [] : [rawAlert(rawType)];
  return `apiVersion: alerts/v1
kind: Application
id: ${id}
tier: 2
types: [worker]
alerts:
${[...entries, ...raw].join('')}`;
}

function metricAlert(application: string, id: string, threshold: number, renamedFrom: string | undefined): string {
  return `  ${id}:
    description: The ${id} of ${application} are too many
    impact: Customers wait for ${application}.
    priority: P4
    category: errors
    source: { datadog: { metric: { queries: { n: 'sum:shop.${`${application}.${id}`.replaceAll('-', '_')}{env:production}.as_count()' } } } }
    condition: { is: above, critical: ${threshold}, over: 10m, noData: ok }
    runbook:
      trigger: More than ${threshold} within ten minutes.
      resolution: [Look at the dashboard., Restart the worker.]
${renamedFrom === undefined ? '' : `    renamedFrom: [${renamedFrom}]\n`}`;
}

function rawAlert(type: keyof typeof rawQueries): string {
  return `  raw:
    description: The queue grows without end
    impact: Orders wait.
    priority: P4
    category: backlog
    source:
      datadog:
        raw:
          type: ${type}
          query: '${rawQueries[type]}'
          options: { thresholds: { critical: 100 } }
    runbook: { trigger: The queue grows., resolution: [Scale the workers.] }
`;
}
