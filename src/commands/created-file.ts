import type { CommandResult } from '../cli/command.ts';
import type { Run } from '../pipeline/run.ts';

/** A new definition file below the folder of definitions. */
export function createdFile(run: Run, relative: string, text: string, dir: string): CommandResult {
  const file = run.tree.root === '' ? relative : `${run.tree.root}/${relative}`;
  return {
    exitCode: 0,
    outputs: [
      { target: { file, create: true }, text },
      { target: 'stderr', text: `created  ${file}\n${nextStep(dir)}` },
    ],
  };
}

/** What to do after a scaffold. */
export function nextStep(dir: string): string {
  return `Next: fill it in; "alerts lint${dir === 'alerts' ? '' : ` --dir ${dir}`}" says what is missing.\n`;
}
