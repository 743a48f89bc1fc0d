import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Chalk } from 'chalk';
import { startRabbit } from '../simulators/rabbitmq.ts';
import { startWorld, type Finished, type World } from '../world.ts';

const chalk = new Chalk();

/** Says what comes next, as a guide does. */
function say(title: string, ...sentences: string[]): void {
  process.stdout.write(`\n${chalk.bold.cyan(`■ ${title}`)}\n`);
  for (const sentence of sentences) process.stdout.write(`  ${sentence}\n`);
}

/** Runs a command in front of the visitor; long outputs are shown from both ends. */
async function show(
  world: World,
  args: readonly string[],
  lines = 12,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  process.stdout.write(`\n  ${chalk.bold(`$ alerts ${args.join(' ')}`)}\n`);
  const start = Date.now();
  const result = await world.run(args, { COLUMNS: '110', ...env });
  const output = (result.stdout.trim() === '' ? result.stderr : result.stdout).trimEnd().split('\n');
  const shown =
    output.length <= lines * 2
      ? output
      : [...output.slice(0, lines), chalk.dim(`… ${output.length - 2 * lines} lines more …`), ...output.slice(-lines)];
  for (const line of shown) process.stdout.write(`  ${chalk.dim('│')} ${line}\n`);
  process.stdout.write(`  ${chalk.dim(`└ status ${result.code}, ${((Date.now() - start) / 1000).toFixed(1)} s`)}\n`);
  return result;
}

/** Stops the tour when something is not as it says. */
function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The tour is wrong here: ${what}. Please report it.`);
}

async function tour(world: World): Promise<void> {
  const application = 'alerts/billing/billing-api.yaml';
  const everything = ['--env', 'production', '--env', 'oncall'];

  say(
    'An organisation without a monitor',
    'alerts/ defines an e-signature company: 8 squads, 30 applications. Its accounts at Datadog, Opsgenie and StatusCake, its Graylog and its',
    'Redash are simulators on this machine, and empty.',
    'First the plan. The Pulumi engine asks the vendor; nothing is changed.',
  );
  await show(world, ['plan', '--live', ...everything], 8);

  say(
    'Everything is created',
    'Each change is written down before the vendor hears of it; in the end the lists are compared with the state.',
  );
  expect((await show(world, ['apply', '--yes', ...everything], 6)).code === 0, 'the first apply fails');
  const { datadog, opsgenie, statuscake, graylog, redash } = world;
  const checks = ['uptime', 'heartbeat', 'ssl', 'pagespeed'].reduce(
    (sum, kind) => sum + statuscake.objects(kind).length,
    0,
  );
  process.stdout.write(
    `  Datadog now has ${datadog.monitors.size} monitors and ${datadog.slos.size} SLOs, Opsgenie ${opsgenie.teams.size} teams, StatusCake ${checks} checks,\n` +
      `  Graylog ${graylog.objects('definitions').length} event definitions, Redash ${redash.account.alerts.size} alert on a query of its own.\n`,
  );

  say('The second plan is empty', 'Also after everything was read back from the vendor (--all).');
  expect(
    /nothing to do/.test((await show(world, ['plan', '--live', '--all', ...everything])).stdout),
    'it is not empty',
  );

  say(
    'A threshold is changed',
    'One line in one file, as in a pull request; only the unit that it touches is planned.',
  );
  const text = readFileSync(path.join(world.folder, application), 'utf8');
  world.write(application, text.replace('critical: 40%', 'critical: 45%'));
  await show(world, ['plan', '--live', ...everything]);
  await show(world, ['apply', '--yes', ...everything]);

  say(
    'Somebody edits a monitor by hand',
    'In the vendor’s UI, at night. "refresh" shows it, "apply --all" repairs it.',
  );
  const [id] = [...world.datadog.monitors.keys()];
  if (id !== undefined) world.datadog.touchMonitor(id, { name: 'do not page me' });
  await show(world, ['refresh', ...everything]);
  await show(world, ['apply', '--all', '--yes', ...everything]);

  say(
    'The state is lost',
    'A laptop dies, a bucket is emptied: every object carries a marker, so all are found again and none is created twice.',
  );
  const before = world.datadog.monitors.size;
  world.write('.alerts', undefined);
  expect((await show(world, ['apply', '--yes', ...everything], 5)).code === 0, 'not everything is applied again');
  expect(world.datadog.monitors.size === before, 'objects were created twice');

  say(
    'A vendor without a Pulumi package',
    'StatusCake watches from outside, by our own provider, in this process. A job needs the address that it reports to: a secret,',
    'masked in plans and logs, shown on demand.',
  );
  await show(world, ['status', '--outputs', '--env', 'production']);

  say(
    'An alert in SQL',
    'Redash runs its query, and mails what it finds. Tests give the tables and run the SQL on a PostgreSQL in this process.',
  );
  expect((await show(world, ['test', '--alert', 'warehouse-pipeline/erasure-overdue'])).code === 0, 'its tests fail');

  await queues(world);

  say('All of it is removed', 'Whoever destroys names the project.');
  expect((await show(world, ['destroy', '--yes', 'paraphe', ...everything], 5)).code === 0, 'it is not removed');
  expect(world.datadog.monitors.size + world.datadog.slos.size === 0, 'something is left');
  say('That was all', 'docs/apply.md says how it works and what it does when things break.', '');
}

/** A broker that nobody else sees: `alerts watch` looks, and calls. */
async function queues(world: World): Promise<void> {
  say(
    'Queues that no vendor sees',
    '"alerts watch" asks the broker itself and tells the on-call backend; here once, as from cron. The disk alarm of the broker is raised.',
  );
  const broker = await startRabbit({ vhosts: ['exchange'] });
  try {
    const key =
      world.opsgenie.objects('integration').find(({ name }) => name === 'platform.alerts-watch')?.apiKey ?? '';
    const env = { PARTNER_BROKER_USER: 'watch', PARTNER_BROKER_PASSWORD: 'secret', OPSGENIE_WATCH_KEY: key };
    edit(world, 'alerts/project.yaml', 'https://rabbit.partners.${host}', broker.url);
    // The windows of the organisation are longer than a tour.
    edit(
      world,
      'alerts/integrations/partner-exchange.yaml',
      '      over: 5m\n      reduce: min\n',
      '      reduce: last\n',
    );
    broker.put({ name: 'partner.registry', vhost: 'exchange', messages_ready: 3, consumers: 1 });
    const opened = (): number => world.opsgenie.objects('alert').filter(({ status }) => status === 'open').length;
    for (const alarm of [true, false]) {
      if (!alarm) process.stdout.write('\n  Somebody makes room on the disk.\n');
      for (const node of broker.nodes) node['disk_free_alarm'] = alarm;
      await show(world, ['watch', '--once', '--env', 'production'], 6, env);
      process.stdout.write(`  Open at Opsgenie: ${opened()}.\n`);
      expect(opened() === Number(alarm), 'the alert is not as the broker is');
    }
  } finally {
    await broker.close();
  }
}

function edit(world: World, file: string, from: string, to: string): void {
  const text = readFileSync(path.join(world.folder, file), 'utf8');
  expect(text.includes(from), `${file} lacks what is edited`);
  world.write(file, text.replace(from, to));
}

const start = Date.now();
process.stdout.write('The engine and a plugin are made ready; the first time this takes minutes.\n');
const world = await startWorld('alerts');
// Streams that definitions name are somebody else's.
world.graylog.addStream('HSM appliances');
try {
  await tour(world);
  process.stdout.write(`  ${((Date.now() - start) / 1000).toFixed(0)} s in all.\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await world.close();
}
