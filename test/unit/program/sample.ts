import type { ResourceNode, Value } from '../../../src/graph/types.ts';
import type { ProgramOptions } from '../../../src/program/options.ts';
import { monitor } from '../graph/sample.ts';

/** Options with the classes of the Datadog provider. */
export const options: ProgramOptions = {
  tool: '0.1.0',
  sdk: (type) => {
    if (type === 'datadog:index/monitor:Monitor') return { package: '@pulumi/datadog', class: 'Monitor' };
    if (type === 'datadog:index/serviceLevelObjective:ServiceLevelObjective')
      return { package: '@pulumi/datadog', class: 'ServiceLevelObjective' };
    if (type === 'opsgenie:index/team:Team') return { plugin: 'opsgenie', version: '1.3.19' };
    return undefined;
  },
};

const id = (identity: string): { $ref: string; output: string } => ({ $ref: identity, output: 'id' });

/** Monitors, an SLO, composites within and across applications, options, and an id from another unit. */
export function sampleNodes(): ResourceNode[] {
  const composite = (identity: string, query: Value, changes: Partial<ResourceNode> = {}): ResourceNode =>
    monitor(identity, { inputs: { name: 'both', type: 'composite', message: 'Both `fail`.', query }, ...changes });
  return [
    monitor('production/checkout/5xx', { options: { protect: true, ignoreChanges: ['tags'] } }),
    monitor('production/checkout/p95', { aliases: ['production/checkout/latency'] }),
    composite('production/checkout/both', {
      $join: [id('production/checkout/5xx'), ' && ', id('production/checkout/p95')],
    }),
    composite(
      'production/checkout/everything',
      { $join: [id('production/search/emails.backlog'), ' && $', id('production/checkout/both')] },
      { options: { deleteBeforeReplace: true, replaceOnChanges: ['type'] } },
    ),
    monitor('production/search/emails.backlog'),
    monitor('production/search/slo/availability', {
      type: 'datadog:index/serviceLevelObjective:ServiceLevelObjective',
      inputs: {
        name: 'Availability',
        type: 'monitor',
        monitorIds: [],
        thresholds: [{ timeframe: '30d', target: 99.9 }],
      },
    }),
    composite('production/search/foreign', {
      $join: [id('oncall/payments/heartbeat/x'), ' && ', id('production/search/emails.backlog')],
    }),
  ];
}
