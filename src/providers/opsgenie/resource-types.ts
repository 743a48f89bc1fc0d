import type { ResourceType } from '../provider.ts';

/** The plugin: Pulumi's bridge of the Terraform provider. Its npm package is not used; programs register by type. */
export const plugin = { plugin: 'opsgenie', version: '1.3.19' } as const;

export const teamType = 'opsgenie:index/team:Team';
export const integrationType = 'opsgenie:index/apiIntegration:ApiIntegration';
export const heartbeatType = 'opsgenie:index/heartbeat:Heartbeat';

/** What changing makes anew: terraform-provider-opsgenie v0.6.40, opsgenie/resource_opsgenie_*.go, fields with `ForceNew`. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  [teamType]: { noun: 'team', adoption: 'marker', sdk: plugin },
  [integrationType]: {
    noun: 'integration',
    adoption: 'unique-name',
    replacesOn: ['type', 'ownerTeamId'],
    sdk: plugin,
  },
  [heartbeatType]: { noun: 'heartbeat', adoption: 'marker', replacesOn: ['name'], sdk: plugin },
};
