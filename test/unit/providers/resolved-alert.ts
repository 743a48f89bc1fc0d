import type { MapNode, Path, YamlNode } from '../../../src/definitions/source/node.ts';
import { nodeAt } from '../../../src/definitions/source/node.ts';
import { SourceFile } from '../../../src/definitions/source/source-file.ts';
import type { Condition, ResolvedAlert, Source } from '../../../src/definitions/types.ts';
import type { CompileContext } from '../../../src/providers/provider.ts';

const file = new SourceFile('alerts/checkout-api.yaml', '', '');

/** Plain data as nodes without positions. */
export function nodeOf(value: unknown): YamlNode {
  const base = { file, start: 0, end: 0 };
  if (Array.isArray(value)) return { ...base, kind: 'list', items: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null)
    return { ...base, kind: 'scalar', value: (value ?? null) as string | number | boolean | null };
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return {
    ...base,
    kind: 'map',
    entries: new Map(entries.map(([key, inner]) => [key, { keyStart: 0, keyEnd: 0, value: nodeOf(inner) }])),
  };
}

/** What a test says of an alert; everything else has a value that disturbs nothing. */
export type AlertPatch = Partial<Omit<ResolvedAlert, 'source' | 'condition' | 'root' | 'origin' | 'has'>> & {
  readonly source: Source;
  readonly condition: Condition | { readonly kind: 'none' };
  /** Dotted paths that only a default says. */
  readonly byDefault?: readonly string[];
};

/** A resolved alert of `production/checkout-api/card-errors`, squad payments. */
export function resolvedAlert(patch: AlertPatch): ResolvedAlert {
  const { byDefault = [], ...values } = patch;
  const notify = patch.notify ?? {
    critical: ['on-call'],
    warning: [{ channel: 'default' }],
    noData: [{ channel: 'default' }],
    recovery: [],
  };
  const root = nodeOf(written(patch)) as MapNode;
  const layerOf = (path: Path): string =>
    byDefault.some((one) => one === path.slice(0, one.split('.').length).join('.')) ? 'project defaults' : 'alert';
  return {
    identity: 'production/checkout-api/card-errors',
    environment: 'production',
    application: 'checkout-api',
    id: 'card-errors',
    squad: 'payments',
    reaches: { squad: 'payments' },
    title: 'checkout-api | payments | Card payments fail',
    description: 'Card payments fail',
    priority: 'P1',
    covers: [],
    templates: [],
    notifyAsWritten: notify,
    pages: true,
    links: [],
    tags: {},
    renamedFrom: [],
    data: {},
    ...values,
    notify,
    condition: patch.condition as Condition,
    root,
    origin: (path) => ({ node: nodeAt(root, path) ?? root, layer: layerOf(path) }),
    has: (path) => nodeAt(root, path) !== undefined,
  };
}

/** The definition as its author would have written it, as far as compiling asks where something stands. */
function written(patch: AlertPatch): Record<string, unknown> {
  const { vendor, type, fields } = patch.source;
  const { kind: _kind, ...condition } = patch.condition;
  const source = vendor === 'slo' ? { slo: fields['id'] } : { [vendor]: type === '' ? fields : { [type]: fields } };
  const { groups, renotify, autoClose, notify, tags, message, description, impact, runbook } = patch;
  return { source, condition, groups, renotify, autoClose, notify, tags, message, description, impact, runbook };
}

const channels = {
  default: { slack: '#squad-payments' },
  incidents: { slack: '#inc-payments', email: 'incidents@acme.example' },
  chat: { discord: '#payments' },
};

/** A project with Datadog, RabbitMQ, Opsgenie, and the squads payments and identity. */
export function context(patch: Partial<CompileContext> = {}): CompileContext {
  return {
    project: { id: 'acme', uid: '7f3c9a52e1' },
    connections: {
      datadog: { vendor: 'datadog', site: 'datadoghq.eu', env: 'prod' },
      broker: { vendor: 'rabbitmq', url: 'https://rabbit.acme.example', via: 'datadog' },
      watched: { vendor: 'rabbitmq', via: 'watch' },
    },
    squad: (id) => (['payments', 'identity', 'sre'].includes(id) ? { id, channels } : undefined),
    onCallHandle: (squad) => `@opsgenie-${squad}`,
    alert: () => undefined,
    slo: () => undefined,
    ...patch,
  };
}

/** A Datadog source. */
export function datadogSource(type: string, fields: Record<string, unknown>, unit?: string): Source {
  return { vendor: 'datadog', type, fields, ...(unit === undefined ? {} : { unit }) };
}

/** A metric alert on errors by requests. */
export const ratio: Source = datadogSource(
  'metric',
  {
    queries: {
      errors: 'sum:payments.card.errors{env:prod}.as_count()',
      requests: 'sum:payments.card.requests{env:prod}.as_count()',
    },
    formula: 'errors / requests',
    unit: 'ratio',
  },
  'ratio',
);

/** A metric alert on a level. */
export const level: Source = datadogSource('metric', { queries: { depth: 'max:jobs.depth{env:prod}' } }, 'count');

/** An OpenSLO document of 99.9% over 30 days. */
export function sloData(patch: Record<string, unknown> = {}): Record<string, unknown> {
  const counted = (query: string): unknown => ({ metricSource: { type: 'datadog', spec: { query } } });
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'checkout-availability', displayName: 'Payments succeed' },
    spec: {
      description: 'Share of payments that succeed.',
      service: 'checkout-api',
      indicator: {
        spec: {
          ratioMetric: {
            counter: true,
            good: counted('sum:payments.ok{env:prod}.as_count()'),
            total: counted('sum:payments.all{env:prod}.as_count()'),
          },
        },
      },
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.999 }],
      ...patch,
    },
  };
}
