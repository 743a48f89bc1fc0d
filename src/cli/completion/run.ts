import type { CommandResult } from '../command.ts';
import type { CommandSpec } from '../command-spec.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { completedCommands, type CompletedCommand } from './words.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `alerts completion SHELL`: a script made from the command table. */
export function completionOf(commands: readonly CommandSpec[]): (shell: string) => Promise<CommandResult> {
  return async (shell) => {
    const script = scripts[shell] ?? bashScript;
    return { exitCode: 0, outputs: [{ target: 'stdout', text: script(completedCommands(commands)) }] };
  };
}
