import path from 'node:path';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { owningSquad } from '../definitions/link/check-references.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { Run } from '../pipeline/run.ts';
import { EditError } from '../scaffold/edit/alerts-map.ts';
import { moveAlert, type AlertPlace } from '../scaffold/move/alert.ts';
import { moveApplication, type CarriedFiles } from '../scaffold/move/application.ts';
import { Workspace } from '../scaffold/move/workspace.ts';
import { open, type CommonOptions } from './common.ts';
import { textOfFile } from './edited-file.ts';
import { changesOf, preview, summary, writes } from './move-outputs.ts';
import { readMove, type AlertName, type MoveRequest } from './move-target.ts';
import { checkMove, type MoveCheck } from './moved-tree.ts';

export interface MoveOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `alerts mv FROM TO`: another name or another owner, so that applying keeps every object. */
export async function run(from: string, to: string, options: MoveOptions, host: Host): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host, true);
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
