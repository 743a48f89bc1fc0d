import type { CommandSpec } from '../command-spec.ts';
import { outputOptions, type NameKind, type OptionSpec } from '../globals.ts';

/** Words that can stand somewhere: fixed ones, and names that the definitions know. */
export interface Words {
  readonly fixed: readonly string[];
  readonly names?: NameKind;
  /** Whether names of files are right, too. */
  readonly files?: boolean;
}

/** An option as a shell sees it. */
export interface CompletedOption {
  /** `-q`, `--quiet`. */
  readonly flags: readonly string[];
  readonly summary: string;
  /** What its value can be; absent when it takes none. */
  readonly value?: Words;
}

/** A command as a shell sees it. */
export interface CompletedCommand {
  /** `''`, `lint`, `new alert`. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletedOption[];
  readonly operand: Words;
}

/** Every command, the root first. */
export function completedCommands(commands: readonly CommandSpec[]): CompletedCommand[] {
  const root: CompletedCommand = {
    path: '',
    subcommands: [...commands.map(nameAndSummary), { name: 'help', summary: 'the options of a command' }],
    options: [help, { flags: ['-V', '--version'], summary: 'the version' }],
    operand: { fixed: [] },
  };
  return [root, ...commands.flatMap((command) => completed(command, ''))];
}

const help: CompletedOption = { flags: ['-h', '--help'], summary: 'this help' };

function completed(spec: CommandSpec, parent: string): CompletedCommand[] {
  const path = parent === '' ? spec.name : `${parent} ${spec.name}`;
  const [first] = spec.arguments ?? [];
  const own: CompletedCommand = {
    path,
    subcommands: (spec.commands ?? []).map(nameAndSummary),
    options: spec.load ? [...[...(spec.options ?? []), ...outputOptions].map(optionWords), help] : [help],
    operand: { fixed: first?.choices ?? [], ...(first?.names ? { names: first.names } : {}) },
  };
  return [own, ...(spec.commands ?? []).flatMap((command) => completed(command, path))];
}

function nameAndSummary({ name, summary }: CommandSpec): { name: string; summary: string } {
  return { name, summary };
}

function optionWords(spec: OptionSpec): CompletedOption {
  const flags = spec.flags.replace(/ [<[].*$/, '').split(', ');
  const { summary } = spec;
  if (!/[<[]/.test(spec.flags)) return { flags, summary };
  const fixed = spec.choices ?? spec.values ?? [];
  const files = /<(folder|file)/.test(spec.flags);
  return { flags, summary, value: { fixed, files, ...(spec.names ? { names: spec.names } : {}) } };
}
