import type { ChalkInstance } from 'chalk';
import type { Operation } from '../graph/plan.ts';

/** Everything that renderers of a part need. */
export interface TextStyle {
  readonly chalk: ChalkInstance;
  readonly verbose: boolean;
  readonly width: number;
  noun(type: string): string;
}

/** The colour of an operation. */
export function paint(op: Operation['op'], text: string, chalk: ChalkInstance): string {
  if (op === 'create' || op === 'adopt') return chalk.green(text);
  if (op === 'update') return chalk.yellow(text);
  if (op === 'delete' || op === 'replace') return chalk.red.bold(text);
  return chalk.cyan(text);
}
