import { expect, test } from 'vitest';
import { compileNodes, graphOf } from '../../../../src/pipeline/resolved-alerts.ts';
import { compilePrograms } from '../../../../src/program/index.ts';
import { resourceTypeOf } from '../../../../src/providers/resource-type.ts';
import { person, squad } from '../../../support/on-call-model.ts';
import { runTexts } from '../../../support/tree.ts';
import { typeErrors } from '../../program/run-program.ts';

const project = `apiVersion: alerts/v1
kind: Project
id: acme
uid: 7f3c9a52e1
timezone: Europe/Paris
onCall: pagerduty
environments: { production: {} }
connections: { pagerduty: { vendor: pagerduty, apiKey: { env: PAGERDUTY_TOKEN } } }
hours: { business: { weekly: mon-fri 09:00-18:00 } }
`;

const payments = squad(
  'payments',
  ['ana', 'bo', 'cy'],
  `channels: { default: { slack: '#payments' } }
schedules:
  run:
    rotations:
      weekly: { participants: [ana, bo, cy], every: 1w, start: 2026-01-05T09:00, hours: business }
  oncall:
    rotations:
      weekly: { participants: [bo, cy, ana], every: 1w, start: 2026-01-05T18:00, end: 2028-01-03T18:00, hours: not business }
escalations:
  off-hours:
    steps:
      - { after: 0m, notify: [{ schedule: oncall }, { schedule: run }] }
      - { after: 15m, notify: [{ schedule: oncall, take: next }] }
      - { after: 30m, notify: [{ squad: payments, take: everyone }] }
    repeat: { times: 3, every: 30m }
routing:
  - { to: { escalation: off-hours } }
integrations: { datadog: { type: Datadog } }
notifications: { tidy: { autoClose: 4h } }
services: { checkout: { description: Paying by card } }
maintenance:
  move: { from: 2026-12-01T10:00, to: 2026-12-01T12:00, reason: Moving house, integrations: [datadog] }
`,
);

test('the program of a squad passes the compiler in strict mode against the types of PagerDuty’s package', async () => {
  const run = await runTexts({
    'project.yaml': project,
    'people.yaml': ['ana', 'bo', 'cy'].map((id) => person(id)).join('---\n'),
    'payments/squad.yaml': payments,
  });
  expect(run.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const graph = graphOf(run, compileNodes(run));
  expect(graph.units.map(({ name }) => name)).toEqual(['oncall']);
  const programs = await compilePrograms(graph, 'typescript', {
    tool: '0.1.0',
    sdk: (type) => resourceTypeOf(type)?.sdk,
  });
  const files = new Map([...programs].map(([file, text]) => [file.replace(/^oncall\//, ''), text]));
  expect([...files.values()].join('\n')).toContain('new pagerduty.EscalationPolicy(');
  expect(typeErrors(files)).toEqual([]);
}, 120_000);
