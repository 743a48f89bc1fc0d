import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPlugin, type PluginProcess } from '../../../src/engine/proxy/plugin-process.ts';
import { engineTools, type EngineTools } from '../tools.ts';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

/** Everything that the published provider can create, as a program of Pulumi YAML. */
const program = `name: everything
runtime: yaml
resources:
  ana:
    type: opsgenie:User
    properties: { username: ana@example.org, fullName: Ana, role: User, timezone: Europe/Paris, locale: en_US }
  sms:
    type: opsgenie:UserContact
    properties: { username: '\${ana.username}', method: sms, to: 1-5551234567, enabled: false }
  told:
    type: opsgenie:NotificationRule
    properties:
      name: told
      username: '\${ana.username}'
      actionType: create-alert
      order: 0
      enabled: true
      steps: [{ enabled: true, sendAfter: 5, contacts: [{ method: email, to: '\${ana.username}' }] }]
  role:
    type: opsgenie:CustomRole
    properties: { roleName: auditor, extendedRole: observer, grantedRights: [alerts-access-all] }
  team:
    type: opsgenie:Team
    properties: { name: payments, description: Money, members: [{ id: '\${ana.id}', role: admin }] }
  schedule:
    type: opsgenie:Schedule
    properties: { name: duty, timezone: Europe/Paris, enabled: true, ownerTeamId: '\${team.id}' }
  rotation:
    type: opsgenie:ScheduleRotation
    properties:
      name: weekends
      scheduleId: '\${schedule.id}'
      startDate: '2026-06-05T15:00:00Z'
      type: weekly
      length: 1
      participants: [{ type: user, id: '\${ana.id}' }, { type: none }]
      timeRestrictions:
        - type: weekday-and-time-of-day
          restrictionList: [{ startDay: friday, startHour: 17, startMin: 0, endDay: monday, endHour: 8, endMin: 30 }]
  escalation:
    type: opsgenie:Escalation
    properties:
      name: first
      ownerTeamId: '\${team.id}'
      rules:
        - { condition: if-not-acked, notifyType: default, delay: 0, recipients: [{ type: schedule, id: '\${schedule.id}' }] }
        - { condition: if-not-closed, notifyType: all, delay: 15, recipients: [{ type: team, id: '\${team.id}' }] }
      repeats: [{ waitInterval: 10, count: 2, resetRecipientStates: true, closeAlertAfterAll: false }]
  routing:
    type: opsgenie:TeamRoutingRule
    properties:
      name: nights
      teamId: '\${team.id}'
      order: 0
      timezone: Europe/Paris
      criterias: [{ type: match-any-condition, conditions: [{ field: message, operation: contains, expectedValue: down, not: false }] }]
      timeRestrictions:
        - { type: time-of-day, restriction: [{ startHour: 18, startMin: 0, endHour: 8, endMin: 30 }] }
      notifies: [{ type: escalation, id: '\${escalation.id}' }]
  titles:
    type: opsgenie:AlertPolicy
    properties:
      name: titles
      policyDescription: How titles look
      message: '[prod] {{message}}'
      enabled: true
      continuePolicy: false
      tags: [a]
      filters: [{ type: match-all-conditions, conditions: [{ field: tags, operation: contains, expectedValue: prod, not: false }] }]
      responders: [{ type: team, id: '\${team.id}' }]
  delay:
    type: opsgenie:NotificationPolicy
    properties:
      name: delay
      teamId: '\${team.id}'
      enabled: true
      filters: [{ type: match-all }]
      delayActions: [{ delayOption: for-duration, durations: [{ timeAmount: 5, timeUnit: minutes }] }]
  datadog:
    type: opsgenie:ApiIntegration
    properties: { name: datadog, type: Datadog, enabled: true, ownerTeamId: '\${team.id}' }
  mail:
    type: opsgenie:EmailIntegration
    properties: { name: mail, emailUsername: alerts, enabled: true }
  actions:
    type: opsgenie:IntegrationAction
    properties:
      integrationId: '\${mail.id}'
      creates:
        - name: open
          message: '{{message}}'
          responders: [{ type: team, id: '\${team.id}' }]
          filters: [{ type: match-all-conditions, conditions: [{ field: subject, operation: contains, expectedValue: down, order: 0 }] }]
  heartbeat:
    type: opsgenie:Heartbeat
    properties:
      name: nightly
      interval: 1
      intervalUnit: days
      enabled: true
      alertMessage: Nightly is late
      alertPriority: P2
      alertTags: [x]
      ownerTeamId: '\${team.id}'
  service:
    type: opsgenie:Service
    properties: { name: checkout, teamId: '\${team.id}', description: Buys, tags: [shop] }
  incidents:
    type: opsgenie:ServiceIncidentRule
    properties:
      serviceId: '\${service.id}'
      incidentRules:
        - conditionMatchType: match-any-condition
          conditions: [{ field: message, not: false, operation: contains, expectedValue: down }]
          incidentProperties:
            - message: Down
              priority: P1
              stakeholderProperties: [{ enable: true, message: Down }]
  template:
    type: opsgenie:IncidentTemplate
    properties:
      name: outage
      message: Outage
      priority: P2
      stakeholderProperties: [{ enable: true, message: Outage, description: We look }]
  maintenance:
    type: opsgenie:Maintenance
    properties:
      description: Move
      times: [{ type: schedule, startDate: '2030-06-02T13:00:00Z', endDate: '2030-06-02T14:00:00Z' }]
      rules: [{ state: disabled, entities: [{ type: integration, id: '\${datadog.id}' }] }]
`;

let opsgenie: OpsgenieSimulator;
let plugin: PluginProcess;
let tools: EngineTools;
let folder: string;
beforeEach(async () => {
  tools = await engineTools();
  opsgenie = await startOpsgenie({ now: '2026-06-02T12:00:00Z' });
  const { PATH = '' } = process.env;
  plugin = await startPlugin(tools.opsgenie, { PATH, OPSGENIE_API_KEY: 'og-api-key', OPSGENIE_API_URL: opsgenie.host });
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-everything-'));
  mkdirSync(path.join(folder, 'state'));
  writeFileSync(path.join(folder, 'Pulumi.yaml'), program);
  await pulumi('stack', 'init', 'one');
});
afterEach(async () => {
  await Promise.all([plugin.stop(), opsgenie.close()]);
  rmSync(folder, { recursive: true });
});

function pulumi(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(tools.pulumi, [...args, '--non-interactive', '--color', 'never'], {
    cwd: folder,
    env: {
      PATH: [path.dirname(tools.pulumi), path.dirname(tools.yamlHost), process.env['PATH']].join(path.delimiter),
      HOME: folder,
      PULUMI_BACKEND_URL: `file://${path.join(folder, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: 'x',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_DEBUG_PROVIDERS: `opsgenie:${plugin.port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

test('the real provider creates one of everything, finds it unchanged, and removes it', async () => {
  const up = await pulumi('up', '--yes', '--skip-preview');
  expect(up.code, up.output).toBe(0);
  const refreshed = await pulumi('preview', '--refresh', '--diff', '--expect-no-changes');
  expect(refreshed.code, refreshed.output).toBe(0);
  const gone = await pulumi('destroy', '--yes', '--skip-preview');
  expect(gone.code, gone.output).toBe(0);
  for (const type of ['user', 'team', 'schedule', 'escalation', 'routing-rule', 'policy', 'integration'] as const)
    expect(opsgenie.objects(type)).toEqual([]);
});
