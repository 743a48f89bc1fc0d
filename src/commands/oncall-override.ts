import { UsageError, type CommandResult } from '../cli/command.ts';
export function run(): Promise<CommandResult> {
  throw new UsageError('to come');
}
