import { createTwoFilesPatch } from 'diff';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandResult, Host, Output } from '../cli/command.ts';
import type { Run } from '../pipeline/run.ts';
import type { CarriedFiles } from '../scaffold/move/application.ts';
import type { Workspace } from '../scaffold/move/workspace.ts';
import { editedFile, textOfFile } from './edited-file.ts';

/** A definition file that a move changes. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The name it had, when it changes. */
  readonly movedFrom?: string;
}

/** Every definition file that differs after a move. */
export function changesOf(run: Run, space: Workspace): Change[] {
  const gone = run.tree.files.map((file) => file.path).filter((file) => !space.has(file));
  return space.paths.flatMap((file): Change[] => {
    const isNew = !run.tree.files.some((one) => one.path === file);
    const [movedFrom] = isNew ? gone : [];
    const before = isNew ? (movedFrom === undefined ? '' : textOfFile(run, movedFrom)) : textOfFile(run, file);
    const after = space.text(file);
    return !isNew && before === after
      ? []
      : [{ file, before, after, ...(movedFrom === undefined ? {} : { movedFrom }) }];
  });
}

/** What to write for a move. */
export function writes(run: Run, changes: readonly Change[], carried: CarriedFiles, host: Host): Output[] {
  return [
    ...changes.map(({ file, after, movedFrom }): Output => {
      const isNew = !run.tree.files.some((one) => one.path === file);
      if (!isNew) return editedFile(run, file, after);
      const target = { file, create: true, ...(movedFrom === undefined ? {} : { replaces: movedFrom }) };
      return { target, text: movedFrom === undefined ? after : editedFile(run, movedFrom, after).text };
    }),
    ...[...carried].map(([from, to]): Output => ({
      target: { file: to, create: true, replaces: from },
      text: readFileSync(path.resolve(host.cwd, from), 'utf8'),
    })),
  ];
}

/** A move as a unified diff. */
export function preview(changes: readonly Change[], carried: CarriedFiles, notes: string): CommandResult {
  const patches = changes.map(({ file, before, after, movedFrom }) =>
    createTwoFilesPatch(movedFrom ?? file, file, before, after, '', '').replace(/^(?:Index: .*\n)?=+\n/, ''),
  );
  const renames = [...carried].map(([from, to]) => `rename from ${from}\nrename to ${to}\n`);
  return {
    exitCode: 0,
    outputs: [
      { target: 'stdout', text: [...patches, ...renames].join('') },
      { target: 'stderr', text: `${notes}Nothing was written.\n` },
    ],
  };
}

/** What a move did, for standard error. */
export function summary(changes: readonly Change[], carried: CarriedFiles, notes: string): Output {
  const lines = [
    ...changes.map(({ file, movedFrom }) =>
      movedFrom === undefined ? `changed  ${file}` : `moved    ${movedFrom} → ${file}`,
    ),
    ...[...carried].map(([from, to]) => `moved    ${from} → ${to}`),
  ];
  return { target: 'stderr', text: `${lines.join('\n')}\n${notes}` };
}
