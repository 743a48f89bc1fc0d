import { afterEach, expect, test } from 'vitest';
import { smallOrganisation, type SmallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const base: SmallOrganisation = { alerts: { 'too-slow': 5, 'too-many': 6 } };
const objects = 4;

let open: World[] = [];
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});

test('a rotated key runs each unit once more, and changes nothing at the vendor', async () => {
  const keys = { apiKey: 'dd-api-key' };
  const world = await startWorld({}, keys);
  open.push(world);
  for (const [file, text] of Object.entries(smallOrganisation(base))) world.write(file, text);
  expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
  keys.apiKey = world.env['DD_API_KEY'] = 'dd-api-key-rotated';
  world.datadog.requests.length = 0;
  const rotated = await world.run(['apply', '--yes']);
  expect(rotated, rotated.stderr).toMatchObject({ code: 0 });
  expect(rotated.stderr).toContain('production.payments: nothing to change');
  expect(rotated.stderr).toContain('production.identity: nothing to change');
  const changes = world.datadog.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/validate'));
  expect(changes).toEqual([]);
  const again = await world.run(['apply', '--yes']);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).not.toContain('nothing to change');
});

test('a unit of which part has failed is not recorded: it is run again, the other is not', async () => {
  const world = await startWorld({});
  open.push(world);
  for (const [file, text] of Object.entries(smallOrganisation(base))) world.write(file, text);
  let created = 0;
  world.datadog.fault({
    method: 'POST',
    path: /\/v1\/monitor$/,
    kind: 'status',
    status: 400,
    body: { errors: ['The query is no good'] },
    times: 1,
  });
  const first = await world.run(['apply', '--yes', '--squad', 'payments']);
  expect(first).toMatchObject({ code: 3 });
  const other = await world.run(['apply', '--yes', '--squad', 'identity']);
  expect(other, `${other.stdout}${other.stderr}`).toMatchObject({ code: 0 });
  expect((await world.run(['status'])).stdout).toMatch(/production\.payments\s+never applied/);
  world.datadog.observe((request, when) => {
    if (when === 'after' && request.method === 'POST' && request.path === '/api/v1/monitor') created += 1;
  });
  const second = await world.run(['apply', '--yes']);
  expect(second, second.stderr).toMatchObject({ code: 0 });
  expect(second.stderr).not.toContain('production.identity');
  expect(created).toBe(1);
  expect(world.datadog.monitors.size).toBe(objects);
});
