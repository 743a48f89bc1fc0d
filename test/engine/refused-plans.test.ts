import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const alerts = { 'too-slow': 5, failing: 5, waiting: 5, refused: 5 };
const changed = { ...alerts, 'too-slow': 50, failing: 50 };
const words = 'The value provided for parameter is invalid';

/** Datadog's plugin has each monitor validated whenever it is planned, whoever plans it. */
describe.sequential('monitors that Datadog refuses when they are planned', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(smallOrganisation({ alerts }) as Record<string, string>);
  });
  afterAll(() => world.close());

  const refuse = (path: RegExp, times: number, after = 0): void => {
    const body = { errors: [words] };
    world.datadog.fault({ method: 'POST', path, kind: 'status', status: 400, body, times, after });
  };
  const errorsOf = (stderr: string): string[] => stderr.split('\n').filter((line) => line.startsWith('error: '));
  /** Where the monitor of an alert of `checkout` is validated. */
  const validationOf = (alert: string): RegExp => {
    const found = [...world.datadog.monitors.values()].find(({ tags }) =>
      tags?.includes(`alerts_identity:production/checkout/${alert}`),
    );
    return new RegExp(`^/api/v1/monitor/${found?.id}/validate$`);
  };

  test('are all named, each at its line, beside everything else that is planned', async () => {
    refuse(/^\/api\/v1\/monitor\/validate$/, 3);
    const { code, stdout, stderr } = await world.run(['plan', '--live']);
    expect(code).toBe(1);
    expect(stdout).toContain('6 to create');
    const errors = errorsOf(stderr);
    expect(errors).toHaveLength(3);
    for (const error of errors)
      expect(error).toMatch(/^error: alerts\/\w+\/\w+\.yaml:\d+(:\d+)?: production\/\w+\/[a-z-]+: .*400 Bad Request/);
    expect(new Set(errors).size).toBe(3);
    expect(stderr).toContain(words);
    expect(stderr).toContain('the plan is incomplete');
    expect(world.datadog.monitors.size).toBe(0);
  });

  test('stop an apply before its first change', async () => {
    world.datadog.clearFaults();
    refuse(/^\/api\/v1\/monitor\/validate$/, 1);
    const { code, stderr } = await world.run(['apply', '--yes']);
    expect(code).toBe(1);
    expect(errorsOf(stderr)).toHaveLength(1);
    expect(world.datadog.monitors.size).toBe(0);
  });

  test('are named when they exist, too', async () => {
    world.datadog.clearFaults();
    expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
    for (const [file, text] of Object.entries(smallOrganisation({ alerts: changed }))) world.write(file, text);
    for (const alert of ['failing', 'waiting']) refuse(validationOf(alert), Infinity);
    const { code, stdout, stderr } = await world.run(['plan', '--live']);
    expect(code).toBe(1);
    expect(errorsOf(stderr).map((line) => /production\/[\w/-]+/.exec(line)?.[0])).toEqual([
      'production/checkout/failing',
      'production/checkout/waiting',
    ]);
    expect(stdout).toMatch(/~ too-slow .*/);
  });

  test('fail alone when it happens as they are applied', async () => {
    world.datadog.clearFaults();
    world.datadog.requests.length = 0;
    expect((await world.run(['plan', '--live'])).stdout).toContain('2 to update');
    const path = validationOf('failing');
    const planning = world.datadog.requests.filter((request) => path.test(request.path)).length;
    refuse(path, Infinity, planning);
    const { code, stdout, stderr } = await world.run(['apply', '--yes']);
    expect(code).toBe(3);
    expect(stdout).toContain('Applied: 1 done, 1 failed.');
    expect(errorsOf(stderr)).toHaveLength(1);
    expect(stderr).toContain(words);
    world.datadog.clearFaults();
    expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
    expect((await world.run(['plan', '--live', '--all'])).stdout).toContain('nothing to do; 6 unchanged');
  });
});
