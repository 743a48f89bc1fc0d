import { createTwoFilesPatch } from 'diff';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { owningSquad } from '../definitions/link/check-references.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { Run } from '../pipeline/run.ts';
import { EditError } from '../scaffold/edit/alerts-map.ts';
import { moveAlert, type AlertPlace } from '../scaffold/move/alert.ts';
import { moveApplication, type CarriedFiles } from '../scaffold/move/application.ts';
import { Workspace } from '../scaffold/move/workspace.ts';
import { open, type CommonOptions } from './common.ts';
import { editedFile, textOfFile } from './edited-file.ts';
import { readMove, type AlertName, type MoveRequest } from './move-target.ts';
import { checkMove, type MoveCheck } from './moved-tree.ts';

export interface MoveOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `alerts mv FROM TO`: another name or another owner, so that applying keeps every object. */
export async function run(from: string, to: string, options: MoveOptions, host: Host): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host);
  const request = readMove(from, to, result);
  refuseTemplateAlert(request, result);
  const { space, carried } = apply(request, result);
  const definitions = new Map(space.paths.map((file) => [file, space.text(file)]));
  const check = await checkMove(result, { definitions, carried }, host.cwd, host.now());
  const notes = notesOf(check);
  if (check.lost.length > 0)
    return { exitCode: exitCodes.refused.code, outputs: [{ target: 'stderr', text: `alerts: ${refusal(check)}\n` }] };
  const changes = changesOf(result, space);
  if (options.dryRun) return preview(changes, carried, notes);
  return { exitCode: 0, outputs: [...writes(result, changes, carried, host), summary(changes, carried, notes)] };
}

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The name it had, when it changes. */
  readonly movedFrom?: string;
}

function apply(request: MoveRequest, run: Run): { space: Workspace; carried: CarriedFiles } {
  const space = new Workspace(run.tree.files.map(({ path: file }) => ({ path: file, text: textOfFile(run, file) })));
  try {
    if (request.kind === 'alert') {
      moveAlert(space, placeOf(request.from, run), placeOf(request.to, run));
      return { space, carried: new Map() };
    }
    const { file, squad } = homeOf(request.from, run);
    const folder = folderOf(request.to.squad, run);
    const folderBefore = folderOf(squad, run);
    const target = { ...request.to, ...(folder === undefined ? {} : { folder }) };
    const carried = moveApplication(
      space,
      { file, squad, id: request.from },
      { ...target, ...(folderBefore === undefined ? {} : { folderBefore }) },
    );
    return { space, carried };
  } catch (error) {
    throw error instanceof EditError ? new UsageError(error.message) : error;
  }
}

/** An alert that a template brings is named by the template. */
function refuseTemplateAlert(request: MoveRequest, run: Run): void {
  if (request.kind !== 'alert') return;
  const { application, id } = request.from;
  const found = run.analyses
    .flatMap((analysis) => analysis.alerts)
    .find((alert) => alert.application === application && alert.id === id);
  if (found?.template !== undefined)
    throw new UsageError(
      `"${application}/${id}" comes from the template "${found.template}", which names it. Rename it there, or give "as" another prefix.`,
    );
  if (!found)
    throw new UsageError(
      `There is no alert "${application}/${id}" that can be built.${hint(`${application}/${id}`, run)} "alerts list --app ${application}" shows what there is, "alerts lint --app ${application}" what is wrong.`,
    );
}

function hint(name: string, run: Run): string {
  const names = run.analyses.flatMap((analysis) => analysis.alerts.map((alert) => `${alert.application}/${alert.id}`));
  const near = nearestName(name, names);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

function homeOf(application: string, run: Run): { file: string; squad: string } {
  const definition = run.index.find('Application', application);
  if (!definition) throw new UsageError(`There is no application "${application}".`);
  return { file: definition.file.path, squad: owningSquad(definition, run.index) ?? '' };
}

function placeOf({ application, id }: AlertName, run: Run): AlertPlace {
  return { ...homeOf(application, run), application, id };
}

/** The folder whose files belong to a squad. */
function folderOf(squad: string, run: Run): string | undefined {
  const file = run.index.find('Squad', squad)?.file.path ?? '';
  const folder = path.posix.dirname(file);
  return run.index.ownerOf(`${folder}/x.yaml`) === squad ? folder : undefined;
}

function changesOf(run: Run, space: Workspace): Change[] {
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

function writes(run: Run, changes: readonly Change[], carried: CarriedFiles, host: Host): Output[] {
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

function preview(changes: readonly Change[], carried: CarriedFiles, notes: string): CommandResult {
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

function summary(changes: readonly Change[], carried: CarriedFiles, notes: string): Output {
  const lines = [
    ...changes.map(({ file, movedFrom }) =>
      movedFrom === undefined ? `changed  ${file}` : `moved    ${movedFrom} → ${file}`,
    ),
    ...[...carried].map(([from, to]) => `moved    ${from} → ${to}`),
  ];
  return { target: 'stderr', text: `${lines.join('\n')}\n${notes}` };
}

function notesOf({ fresh }: MoveCheck): string {
  if (fresh.length === 0) return '';
  const lines = fresh.map(({ location, rule, message }) => `  ${location.file}:${location.line} ${rule}: ${message}`);
  return `New findings after the move:\n${lines.join('\n')}\n`;
}

function refusal({ lost, fresh }: MoveCheck): string {
  const why = fresh.find((finding) => finding.severity === 'error');
  return [
    `This move would re-create instead of keep: ${lost.join(', ')}.`,
    why === undefined ? '' : ` The reason: ${why.message}`,
    ' Nothing was written.',
  ].join('');
}
