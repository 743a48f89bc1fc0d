import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Chalk } from 'chalk';
import { startWorld, type Finished, type World } from '../world.ts';

const chalk = new Chalk();

/** Says what comes next, as a guide does. */
function say(title: string, ...sentences: string[]): void {
  process.stdout.write(`\n${chalk.bold.cyan(`■ ${title}`)}\n`);
  for (const sentence of sentences) process.stdout.write(`  ${sentence}\n`);
}

/** Runs a command in front of the visitor; long outputs are shown from both ends. */
async function show(world: World, args: readonly string[], lines = 12): Promise<Finished> {
  process.stdout.write(`\n  ${chalk.bold(`$ alerts ${args.join(' ')}`)}\n`);
  const start = Date.now();
  const result = await world.run(args, { COLUMNS: '110' });
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
    'alerts/ defines an e-signature company: 8 squads, 28 applications. Its Datadog, Opsgenie and StatusCake accounts are simulators on',
    'this machine, and empty.',
    'First the plan. The Pulumi engine asks the vendor; nothing is changed.',
  );
  await show(world, ['plan', '--live', ...everything], 8);

  say(
    'Everything is created',
    'Each change is written down before the vendor hears of it; in the end the lists are compared with the state.',
  );
  expect((await show(world, ['apply', '--yes', ...everything], 6)).code === 0, 'the first apply fails');
  process.stdout.write(
    `  Datadog now has ${world.datadog.monitors.size} monitors and ${world.datadog.slos.size} SLOs; Opsgenie has ${world.opsgenie.teams.size} teams.\n`,
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
  await show(world, ['apply', '--yes', ...everything], 5);
  expect(world.datadog.monitors.size === before, 'objects were created twice');

  say(
    'A vendor without a Pulumi package',
    'StatusCake watches from outside, by our own provider, in this process. A job needs the address that it reports to: a secret,',
    'masked in plans and logs, shown on demand.',
  );
  await show(world, ['status', '--outputs', '--env', 'production']);

  say('All of it is removed', 'Whoever destroys names the project.');
  await show(world, ['destroy', '--yes', 'paraphe', ...everything], 5);
  expect(world.datadog.monitors.size + world.datadog.slos.size === 0, 'something is left');
  say('That was all', 'docs/apply.md says how it works and what it does when things break.', '');
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
