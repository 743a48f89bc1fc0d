import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** `source.prometheus`: a PromQL expression; the comparison is the condition's. */
export const expression: Schema = s.object(
  {
    connection: { ...s.id('The Prometheus connection; may be left out when there is one.'), examples: ['metrics'] },
    expr: s.text('PromQL without the comparison.', { examples: ['sum(rate(http_requests_total{code=~"5.."}[5m]))'] }),
    unit: s.text('Unit of the value.', { examples: ['per-second'] }),
    keepFiringFor: s.duration(
      'How long the alert goes on after the condition has ceased to hold, or its data to come: `keep_firing_for`.',
      { examples: ['10m'] },
    ),
  },
  'A PromQL expression.',
);

/** The fields of a connection with `vendor: prometheus`. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of Prometheus or of a compatible ruler.'),
    tenant: s.text('Tenant of a multi-tenant ruler.', { examples: ['acme'] }),
    token: { ...s.secret('Bearer token.'), examples: [{ env: 'PROMETHEUS_TOKEN' }] },
  },
  'A Prometheus server or ruler.',
);
