import { Argument, Command, Option } from 'commander';
import { toolVersion } from '../version.ts';
import type { CommandBody, CommandResult, Host } from './command.ts';
import type { CommandSpec } from './command-spec.ts';
import { commands } from './commands.ts';
import { exitCodesHelp } from './exit-codes.ts';
import { outputOptions, type OptionSpec } from './globals.ts';

/** What the tree tells whoever runs it. */
export interface ProgramSink {
  done(result: CommandResult, options: { readonly quiet?: boolean }): void;
  out(text: string): void;
  error(text: string): void;
}

/** The commander tree of the command table. Bodies are imported when their command runs. */
export function createProgram(host: Host, sink: ProgramSink): Command {
  const program = configure(new Command('alerts'), host, sink)
    .description("A company's alerting as code.")
    .usage('<command> [options]')
    .version(toolVersion, '-V, --version')
    .enablePositionalOptions()
    .helpCommand('help [command]', 'the options of a command')
    .addHelpText('after', exitCodesHelp());
  for (const spec of commands) add(program, spec, host, sink);
  return program;
}

function configure(command: Command, host: Host, sink: ProgramSink): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(false)
    .helpOption('-h, --help', 'this help')
    .configureHelp({ helpWidth: Math.max(60, Math.min(host.columns, 80)), showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => sink.out(text),
      writeErr: (text) => sink.error(text),
      outputError: (text, write) => write(errorText(text, command)),
      getOutHasColors: () => host.color,
    });
}

/** `error: unknown command 'lnt'\n(Did you mean lint?)` as one sentence after another. */
function errorText(text: string, command: Command): string {
  const [first = '', ...rest] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const hint = rest
    .join(' ')
    .replace(/^\(Did you mean one of (.*)\?\)$/, 'Did you mean one of these: $1?')
    .replace(/^\(Did you mean (.*)\?\)$/, 'Did you mean "$1"?')
    .replace(/^\((.*)\)$/, '$1');
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/[^.?!]$/, '$&.');
  const name = pathOf(command);
  return `alerts: ${sentence}${hint ? ` ${hint}` : ` Run "${name} --help" to see what there is.`}\n`;
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function add(parent: Command, spec: CommandSpec, host: Host, sink: ProgramSink): void {
  const command = configure(parent.command(spec.name), host, sink).description(spec.summary);
  if (spec.group !== undefined) command.helpGroup(spec.group);
  for (const argument of spec.arguments ?? []) {
    const made = new Argument(argument.name, argument.summary);
    command.addArgument(argument.choices ? made.choices([...argument.choices]) : made);
  }
  for (const sub of spec.commands ?? []) add(command, sub, host, sink);
  const { load } = spec;
  if (load) {
    for (const option of [...(spec.options ?? []), ...outputOptions]) command.addOption(optionOf(option));
    command.action((...args: unknown[]) => act(load, args, host, sink));
    // Otherwise a command with commands below it would take their options for its own.
    if (spec.commands) command.enablePositionalOptions().usage('[options] [command]');
  } else command.helpCommand(false).usage('<command> [options]');
  if (spec.examples)
    command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  ${line}\n`).join('')}`);
}

async function act(
  load: () => Promise<{ readonly run: CommandBody }>,
  args: readonly unknown[],
  host: Host,
  sink: ProgramSink,
): Promise<void> {
  const options = args.at(-2) as { quiet?: boolean; color?: boolean };
  const { run } = await load();
  const plain = options.color === false ? { ...host, color: false } : host;
  const body = run as unknown as (...all: unknown[]) => Promise<CommandResult>;
  sink.done(await body(...args.slice(0, -2), options, plain), options);
}

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.summary);
  if (spec.choices) option.choices([...spec.choices]);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.repeats) option.argParser((value: string, all?: string[]) => [...(all ?? []), ...value.split(',')]);
  if (spec.verbatim) option.argParser((value: string, all?: string[]) => [...(all ?? []), value]);
  return option;
}
