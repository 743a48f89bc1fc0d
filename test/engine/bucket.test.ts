import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bucketCredentials, startBucketServer, type BucketServer } from './bucket/server.ts';
import { smallOrganisation, type SmallOrganisation } from './definitions.ts';
import { holdFirstCreation } from './hold.ts';
import { startWorld, type Finished, type World } from './world.ts';

const bucket = 'alerts-state';
const base: SmallOrganisation = { alerts: { 'too-slow': 5, 'too-many': 6 } };
const objects = 4;
const payments = ['apply', '--yes', '--squad', 'payments'];
const locksOfPayments = '.pulumi/locks/organization/shop/production.payments/';

let server: BucketServer;
let open: World[] = [];
beforeAll(async () => {
  server = await startBucketServer();
});
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});
afterAll(() => server.close());

/** Checkouts of one project whose state is in a fresh bucket. */
async function checkouts(count: number): Promise<World[]> {
  await server.reset();
  const first = await startWorld({});
  Object.assign(first.env, {
    ALERTS_STATE: await server.state(bucket),
    PULUMI_CONFIG_PASSPHRASE: 'pass of the bucket',
    ...bucketCredentials,
  });
  lay(first, base);
  const worlds = [first, ...Array.from({ length: count - 1 }, () => first.clone())];
  open.push(...worlds);
  return worlds;
}

function lay(world: World, organisation: SmallOrganisation): void {
  for (const [file, text] of Object.entries(smallOrganisation(organisation))) world.write(file, text);
}

function succeeds(finished: Finished): void {
  expect(finished, `${finished.stdout}${finished.stderr}`).toMatchObject({ code: 0 });
}

/** What each vendor object says it is. */
function identities(world: World): string[] {
  return [...world.datadog.monitors.values()]
    .flatMap(({ tags }) => (tags ?? []).filter((tag) => tag.startsWith('alerts_identity:')))
    .sort();
}

async function summaryOf(world: World, ...args: string[]): Promise<unknown> {
  const finished = await world.run(['plan', '--format', 'json', ...args]);
  succeeds(finished);
  return (JSON.parse(finished.stdout) as { summary: unknown }).summary;
}

const locks = async (): Promise<string[]> =>
  (await server.keys(bucket)).filter((key) => key.startsWith(locksOfPayments));

test('what one checkout applied another knows: nothing to plan, no unit to run, nothing to say a credential', async () => {
  const [first, second] = (await checkouts(2)) as [World, World];
  succeeds(await first.run(['apply', '--yes']));
  expect(await summaryOf(second)).toMatchObject({ same: objects, create: 0 });
  const live = await second.run(['plan', '--live']);
  succeeds(live);
  expect(live.stderr).not.toContain('nothing to change');
  expect((await second.run(['status'])).stdout).not.toContain('never applied');

  lay(second, { alerts: { 'too-slow': 5, 'too-many': 60 } });
  const applied = await second.run(['apply', '--yes']);
  succeeds(applied);
  expect(applied.stdout).toContain('1 done');
  expect(applied.stderr).not.toContain('production.identity');
  lay(first, { alerts: { 'too-slow': 5, 'too-many': 60 } });
  expect(await summaryOf(first)).toMatchObject({ same: objects });

  const keys = await server.keys(bucket);
  expect(
    keys.filter((key) => key.includes('/journal/') || key.includes('/processes/') || key.includes('/locks/')),
  ).toEqual([]);
  const texts = await Promise.all(keys.map((key) => server.read(bucket, key)));
  for (const world of [first, second])
    texts.push(...filesIn(path.join(world.folder, '.alerts')).map((file) => readFileSync(file, 'utf8')));
  for (const text of texts) expect(text).not.toMatch(/dd-a(pi|pp)-key|aws-secret-key|pass of the bucket/);
});

test('two at once: the second is told who is at work since when, and finishes what is left', async () => {
  const [first, second] = (await checkouts(2)) as [World, World];
  const { reached, release } = holdFirstCreation(first);
  const running = first.start(payments);
  await reached;
  const refused = await second.run(payments);
  expect(refused, refused.stderr).toMatchObject({ code: 5 });
  expect(refused.stderr).toMatch(
    /Somebody else is applying production\.payments:\s+\S+@\S+, process \d+, since \d{4}-/,
  );
  release();
  succeeds(await running.finished);
  first.datadog.observe(undefined);
  const made = identities(first);
  succeeds(await second.run(payments));
  expect(identities(first)).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('--lock-timeout waits, says for whom, and does what is left then; Ctrl-C ends the wait', async () => {
  const [first, second, third] = (await checkouts(3)) as [World, World, World];
  const { reached, release } = holdFirstCreation(first);
  const running = first.start(payments);
  await reached;
  const impatient = await third.run([...payments, '--lock-timeout', '2s']);
  expect(impatient, impatient.stderr).toMatchObject({ code: 5 });
  expect(impatient.stderr).toMatch(/is locked by \S+@\S+, process \d+, since .*: waiting up to 2s/);

  const cancelled = third.start([...payments, '--lock-timeout', '10m']);
  await cancelled.says(/waiting up to 10m/);
  process.kill(cancelled.pid, 'SIGINT');
  expect(await cancelled.finished).toMatchObject({ code: 130 });

  const waiting = second.start([...payments, '--lock-timeout', '10m']);
  await waiting.says(/production\.payments is locked by .* waiting up to 10m/);
  release();
  succeeds(await running.finished);
  const finished = await waiting.finished;
  succeeds(finished);
  // It planned after the first had finished: nothing was left.
  expect(finished.stdout).not.toContain('Applied');
  first.datadog.observe(undefined);
  expect(new Set(identities(first)).size).toBe(first.datadog.monitors.size);
});

test('a run that was killed in the middle: another checkout finds what it began, and removes its lock alone', async () => {
  const [first, second] = (await checkouts(2)) as [World, World];
  let created = 0;
  const running = first.start(payments);
  const reached = new Promise<void>((resolve) =>
    first.datadog.observe((request, when) => {
      if (request.method !== 'POST' || request.path !== '/api/v1/monitor' || when !== 'after') return;
      created += 1;
      if (created === 2) {
        running.kill();
        resolve();
      }
    }),
  );
  await reached;
  await running.finished;
  first.datadog.observe(undefined);
  expect(await locks()).toHaveLength(1);
  const keys = await server.keys(bucket);
  const journals = keys.filter((key) => key.includes('/journal/production.payments/'));
  expect(journals).not.toEqual([]);
  for (const key of journals) expect(await server.read(bucket, key)).not.toContain('sum:shop');
  const other = '.pulumi/locks/organization/shop/production.identity/other.json';
  await server.write(bucket, other, lockOf('elsewhere'));

  expect((await second.run(['status'])).stdout).toContain('interrupted with');
  succeeds(await second.run(payments));
  expect(await locks()).toEqual([]);
  expect(await server.keys(bucket)).toContain(other);
  expect(new Set(identities(first)).size).toBe(first.datadog.monitors.size);
  expect(first.datadog.monitors.size).toBe(objects - 1);
  for (const world of [first, second])
    expect(await summaryOf(world, '--live', '--all', '--squad', 'payments')).toMatchObject({
      same: objects - 1,
      create: 0,
      adopt: 0,
    });
  expect((await server.keys(bucket)).filter((key) => key.includes('/journal/'))).toEqual([]);
});

test('the lock of another machine stays, whoever it names', async () => {
  const [first] = (await checkouts(1)) as [World];
  succeeds(await first.run(payments));
  await server.write(bucket, `${locksOfPayments}other.json`, lockOf('elsewhere'));
  lay(first, { alerts: { 'too-slow': 50, 'too-many': 6 } });
  const refused = await first.run(payments);
  expect(refused).toMatchObject({ code: 5 });
  expect(refused.stderr).toContain('bob@elsewhere, process 1, since 2026-01-01');
  expect(await locks()).toEqual([`${locksOfPayments}other.json`]);
});

test('a bucket that cannot be read is one message that says what to do', async () => {
  const [first] = (await checkouts(1)) as [World];
  const without = await first.run(['plan'], { AWS_ACCESS_KEY_ID: '' });
  expect(without).toMatchObject({ code: 2 });
  expect(without.stderr).toContain('aws configure export-credentials');
  expect(without.stderr).toContain('--against');
  const nowhere = await first.run(['plan', '--live'], {
    ALERTS_STATE: 's3://nowhere?region=us-east-1&s3ForcePathStyle=true&endpoint=' + server.url,
  });
  expect(nowhere).toMatchObject({ code: 2 });
  expect(nowhere.stderr).toContain('NoSuchBucket');
  expect(`${without.stderr}${nowhere.stderr}`).not.toContain('    at ');
});

function lockOf(hostname: string): string {
  return JSON.stringify({ pid: 1, username: 'bob', hostname, timestamp: '2026-01-01T00:00:00Z' });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}
