import { afterEach, expect, test } from 'vitest';
import { opsgenieClient } from './simulators/opsgenie-client.ts';
import type { OpsgenieOptions } from './simulators/opsgenie/index.ts';
import { startWorld, type Finished, type World } from './world.ts';
import { shopProject } from './definitions.ts';

let world: World;
afterEach(() => world.close());

const start = '2026-10-05T00:00:00Z';
const now = { ALERTS_NOW: start };

const project = `${shopProject}onCall: duty
connections:
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
`;

const people = ['ana', 'bo', 'cy']
  .map(
    (id) => `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id}
email: ${id}@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
`,
  )
  .join('---\n');

const weekly = 'weekly: { participants: [ana, bo, cy], every: 1w, start: 2026-01-05T09:00 }';
const hourly = 'turns: { participants: [ana, bo, cy], every: 12h, start: 2026-01-05T09:00 }';

function squad(rotation: string, more = ''): string {
  return `apiVersion: alerts/v1
kind: Squad
id: crew
name: Crew
members: [ana, bo, cy]
lead: ana
channels: { default: { slack: '#crew' } }
schedules:
  oncall:
    rotations:
      ${rotation}
${more}`;
}

/** A squad that lives at Opsgenie as it is defined. */
async function applied(rotation: string, account: OpsgenieOptions = {}): Promise<void> {
  const files = { 'alerts/project.yaml': project, 'alerts/people.yaml': people };
  const definitions = { ...files, 'alerts/crew/squad.yaml': squad(rotation) };
  world = await startWorld(definitions, {}, { timezone: 'Europe/Paris', now: start, ...account });
  const done = await world.run(['apply', '--yes', '--env', 'oncall'], now);
  expect(done, done.stderr).toMatchObject({ code: 0 });
}

const verify = (...more: string[]): Promise<Finished> => world.run(['oncall', 'verify', ...more], now);

test('what was applied agrees, also after swaps and nights of changing clocks', async () => {
  await applied(weekly);
  world.write(
    'alerts/crew/squad.yaml',
    squad(weekly, 'overrides: [{ schedule: oncall, from: 2026-10-10T18:00, to: 2026-10-12T09:00, person: cy }]\n'),
  );
  const done = await world.run(['apply', '--yes', '--env', 'oncall'], now);
  expect(done, done.stderr).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await verify('--weeks', '6', '--samples', '40');
  expect(code, stderr).toBe(0);
  expect(stdout).toBe('80 answers compared: all agree.\n');
});

test('an override that somebody made at Opsgenie differs: when, who by the file, who there', async () => {
  await applied(weekly);
  await opsgenieClient(world.opsgenie).add('/v2/schedules/crew%20oncall/overrides?scheduleIdentifierType=name', {
    user: { type: 'user', username: 'cy@shop.example' },
    startDate: '2026-10-06T00:00:00Z',
    endDate: '2026-10-11T00:00:00Z',
  });
  const { code, stdout } = await verify('--weeks', '1');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^differs {2}crew\/oncall \w+ \d+ Oct 2026 \d\d:\d\d in Europe\/Paris: defined ana, the backend says cy$/m,
  );
  expect(stdout).not.toContain('onCallSemantics');
  const { differences } = JSON.parse((await verify('--weeks', '1', '--format', 'json')).stdout) as {
    differences: { at: string; defined: string[]; actual: string[] }[];
  };
  expect(differences.every(({ at }) => at >= '2026-10-06T00:00' && at < '2026-10-11T00:00')).toBe(true);
  expect(new Set(differences.map(({ defined, actual }) => `${defined.join()} ${actual.join()}`))).toEqual(
    new Set(['ana cy']),
  );
});

test('hourly turns that the backend counts on the wall: the switch that explains it is named', async () => {
  await applied(hourly, { hourlyTurns: 'wall' });
  const differing = await verify('--weeks', '6');
  expect(differing.code).toBe(1);
  expect(differing.stdout).toContain(
    'With "onCallSemantics: { hourlyTurns: wall }" in the project nothing would differ.',
  );
  world.write('alerts/project.yaml', `${project}onCallSemantics: { hourlyTurns: wall }\n`);
  const agreeing = await verify('--weeks', '6');
  expect(agreeing, agreeing.stdout).toMatchObject({ code: 0 });
});

test('a schedule that the backend does not have is missing', async () => {
  await applied(weekly);
  world.write(
    'alerts/crew/squad.yaml',
    squad(weekly).replace('schedules:\n', `schedules:\n  second:\n    rotations:\n      ${weekly}\n`),
  );
  const { code, stdout } = await verify('--weeks', '1', '--samples', '10');
  expect(code).toBe(1);
  expect(stdout).toBe(
    'missing  crew/second: the backend has no such schedule. Apply it first.\n\n20 answers compared: all agree.\n',
  );
});

test('a wrong key is one message without it', async () => {
  await applied(weekly);
  const refused = await world.run(['oncall', 'verify'], { ...now, OPSGENIE_API_KEY: 'not-the-key' });
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatch(/^alerts: Opsgenie answered 403 to GET [^\n]*\n$/m);
  expect(refused.stderr).not.toMatch(/not-the-key|defect|^\s+at /m);
});
