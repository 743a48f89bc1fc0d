import { expect, it } from 'vitest';
import { compileNodes } from '../../../../src/pipeline/resolved-alerts.ts';
import { watchedIn } from '../../../../src/watch/brokers-of-run.ts';
import { runTexts } from '../../../support/tree.ts';
import { application, project, queueAlert, squads } from '../../../watch/definitions.ts';

const withStaging = project('https://rabbit.example', '    every: 45s').replace(
  '  production: {}',
  '  production: {}\n  staging: { paging: never }',
);

it('the owner of a watched broker gets one integration of no team, and a heartbeat where somebody is called', async () => {
  const run = await runTexts({
    'project.yaml': withStaging,
    'squads.yaml': squads,
    'worker.yaml': application(queueAlert('backlog', {})),
  });
  const nodes = compileNodes(run).filter(({ type }) => /Integration|Heartbeat/.test(type));
  expect(
    nodes.map(({ identity, inputs }) => [
      identity,
      inputs['name'],
      inputs['interval'],
      inputs['ownerTeamId'] !== undefined,
    ]),
  ).toEqual([
    ['oncall/platform/integration/alerts-watch', 'platform.alerts-watch', undefined, false],
    ['oncall/platform/heartbeat/watch-production-queues', 'platform.watch-production-queues', 8, true],
  ]);
  expect(nodes[0]?.inputs).toMatchObject({
    type: 'API',
    enabled: true,
    allowWriteAccess: true,
    allowConfigurationAccess: true,
  });
  // The watch sends the heartbeat that was made for it.
  expect(watchedIn(run, []).brokers.map(({ environment, heartbeat }) => [environment, heartbeat])).toEqual([
    ['production', 'platform.watch-production-queues'],
    ['staging', undefined],
  ]);
});

it('alerts on it become no resource', async () => {
  const run = await runTexts({
    'project.yaml': withStaging,
    'squads.yaml': squads,
    'worker.yaml': application(queueAlert('backlog', {})),
  });
  expect(compileNodes(run).filter(({ identity }) => identity.includes('worker'))).toEqual([]);
});
