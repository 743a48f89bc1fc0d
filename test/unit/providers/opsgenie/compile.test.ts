import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../../../../src/graph/types.ts';
import { compileNodes } from '../../../../src/pipeline/resolved-alerts.ts';
import { findingLines, runTexts } from '../../../support/tree.ts';

const project = `apiVersion: alerts/v1
kind: Project
id: shop
uid: 5e1f00d001
timezone: Europe/Paris
environments: { production: {}, staging: { paging: never } }
onCall: duty
connections:
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
`;

const people = `apiVersion: alerts/v1
kind: Person
id: ana
name: Ana
email: ana@shop.example
`;

const squad = (more: string): string => `apiVersion: alerts/v1
kind: Squad
id: payments
name: Payments
members: [ana]
${more}`;

async function compiled(more: string, projectText = project): Promise<{ nodes: ResourceNode[]; findings: string[] }> {
  const result = await runTexts({
    'project.yaml': projectText,
    'people.yaml': people,
    'payments/squad.yaml': squad(more),
  });
  const findings = findingLines(result).filter((line) => line.includes(' opsgenie/'));
  const nodes = compileNodes(result).filter(({ identity }) => !identity.startsWith('oncall/people/'));
  return { nodes, findings };
}

describe('a squad', () => {
  test('is a team of its id in the unit of no environment, with the marker in its description', async () => {
    const { nodes } = await compiled('');
    expect(nodes).toMatchObject([
      {
        identity: 'oncall/payments/team/payments',
        type: 'opsgenie:index/team:Team',
        title: 'payments',
        squad: 'payments',
        inputs: {
          name: 'payments',
          description: 'Payments [alerts 5e1f00d001 oncall oncall/payments/team/payments]',
          members: [{ id: { $ref: 'oncall/people/user/ana', output: 'id' }, role: 'user' }],
        },
        source: 'payments/squad.yaml:1',
      },
    ]);
    expect(nodes[0]).not.toHaveProperty('environment');
    expect(nodes[0]).not.toHaveProperty('application');
  });

  test('has heartbeats and integrations that belong to its team', async () => {
    const { nodes, findings } = await compiled(`heartbeats:
  nightly: { every: 1d, description: The export of the night, priority: P2 }
integrations:
  datadog: { type: Datadog }
`);
    expect(findings).toEqual([]);
    const team = { $ref: 'oncall/payments/team/payments', output: 'id' };
    expect(nodes.slice(1)).toMatchObject([
      {
        identity: 'oncall/payments/integration/datadog',
        inputs: { name: 'payments.datadog', type: 'Datadog', enabled: true, ownerTeamId: team },
        source: 'payments/squad.yaml:9',
      },
      {
        identity: 'oncall/payments/heartbeat/nightly',
        inputs: {
          name: 'payments.nightly',
          interval: 1,
          intervalUnit: 'days',
          enabled: true,
          ownerTeamId: team,
          description: 'The export of the night [alerts 5e1f00d001 oncall oncall/payments/heartbeat/nightly]',
          alertPriority: 'P2',
        },
        source: 'payments/squad.yaml:7',
      },
    ]);
  });

  test.each([
    ['90m', 90, 'minutes'],
    ['2h', 2, 'hours'],
    ['120s', 2, 'minutes'],
    ['2w', 14, 'days'],
  ])('a heartbeat every %s is one every %i %s', async (every, interval, intervalUnit) => {
    const { nodes } = await compiled(`heartbeats: { x: { every: ${every} } }\n`);
    expect(nodes[1]?.inputs).toMatchObject({ interval, intervalUnit });
  });

  test('what Opsgenie cannot do is an error where it is written, and nothing of the squad is compiled', async () => {
    const { nodes, findings } = await compiled(`heartbeats:
  fast: { every: 30s }
integrations:
  mail: { type: Email }
`);
    expect(nodes).toEqual([]);
    expect(findings).toEqual([
      'alerts/payments/squad.yaml:7:18 error opsgenie/heartbeat-interval Opsgenie watches heartbeats by whole minutes; every 30 s is not possible.',
      'alerts/payments/squad.yaml:9:9 error opsgenie/integration-address An integration of type Email needs an address.',
    ]);
  });

  test('without an on-call backend there is nothing to apply', async () => {
    const { nodes } = await compiled('', project.replace('onCall: duty\n', ''));
    expect(nodes).toEqual([]);
  });
});
