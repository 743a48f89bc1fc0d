import { Command, Option } from 'commander';
import type { CommandResult, Host } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { toolVersion } from '../version.ts';

type Done = (result: CommandResult) => void;
type Body = (...args: never[]) => Promise<CommandResult>;

/** The commander tree. Bodies are imported when their command runs, so that help and version load nothing. */
export function createProgram(host: Host, done: Done): Command {
  const program = new Command('alerts')
    .description("A company's alerting as code.")
    .version(toolVersion, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Run "alerts --help" to see all commands.')
    .configureHelp({ helpWidth: Math.min(host.columns, 100) })
    .addHelpText(
      'after',
      `\nExit status:\n${Object.values(exitCodes)
        .map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}\n`)
        .join('')}`,
    );
  const add = (name: string, summary: string, load: () => Promise<{ run: Body }>): Command => {
    const command = program.command(name).description(summary);
    command.action(async (...args: unknown[]) => {
      const operands = args.slice(0, -2);
      const options = args.at(-2);
      const { run } = await load();
      done(await (run as unknown as (...all: unknown[]) => Promise<CommandResult>)(...operands, options, host));
    });
    return output(command);
  };

  program.commandsGroup('Check:');
  filters(
    common(add('lint', 'report everything that is wrong with the definitions', () => import('../commands/lint.ts'))),
  )
    .addOption(format('text, json, sarif, github, gitlab, junit, checkstyle, rdjson, markdown'))
    .option('--since <ref>', 'only what changed since a revision, and what depends on it')
    .option('--baseline <file>', 'findings that are known and do not fail')
    .option('--update-baseline', 'make the findings of this run known')
    .addOption(failOn());
  common(add('fix', 'mend what can be mended safely', () => import('../commands/fix.ts'))).option(
    '--dry-run',
    'show a diff, write nothing',
  );
  add('explain <rule>', 'what a rule demands, and why', () => import('../commands/explain.ts'));

  program.commandsGroup('Change:');
  filters(
    common(
      add(
        'plan',
        'what applying would change, against what is recorded or another commit',
        () => import('../commands/plan.ts'),
      ),
    ),
  )
    .addOption(format('text, json, markdown'))
    .option('--against <ref>', 'compare with the definitions of a revision')
    .option('--fail-on-changes', 'exit with 4 when anything would change')
    .option('--verbose', 'whole texts, and the inputs of creations');

  program.commandsGroup('Look:');
  filters(common(add('list', 'the alerts that exist', () => import('../commands/list.ts')))).addOption(
    format('text, json'),
  );
  common(
    add(
      'show <alert>',
      'one alert (application/alert) resolved, with the origin of each value',
      () => import('../commands/show.ts'),
    ),
  )
    .option('--env <name>', 'one environment (repeatable)', collect)
    .addOption(format('text, json'));
  add('schema [kind]', 'the JSON Schema that editors complete from', () => import('../commands/schema.ts'));
  return program;
}

/** Options of every command that reads definitions. */
function common(command: Command): Command {
  return command
    .option('--dir <folder>', 'folder of the definitions', 'alerts')
    .option('--no-cache', 'compute everything anew')
    .option('--no-color', 'plain text')
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--debug', 'details of unexpected failures');
}

function filters(command: Command): Command {
  return command
    .option('--env <name>', 'only this environment (repeatable)', collect)
    .option('--squad <id>', 'only this squad (repeatable)', collect)
    .option('--app <id>', 'only this application (repeatable)', collect)
    .option('--alert <id>', 'only this alert (repeatable)', collect);
}

function format(names: string): Option {
  return new Option('--format <name[=file]>', `output format, repeatable: ${names}`).argParser(collect);
}

function failOn(): Option {
  return new Option('--fail-on <severity>', 'least severity that fails').choices(['error', 'warning']).default('error');
}

function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), ...value.split(',')];
}

function output(command: Command): Command {
  return command.exitOverride().showSuggestionAfterError();
}
