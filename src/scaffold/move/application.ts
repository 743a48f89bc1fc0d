import path from 'node:path';
import { alertsOf, EditError } from '../edit/alerts-map.ts';
import { editList, replaceScalar, setField } from '../edit/fields.ts';
import { endOfLastLine, lineBreakOf, lineStart, nextLine } from '../edit/text.ts';
import { alertMentions, applicationMentions } from './mentions.ts';
import { ownFiles, rebaseFiles } from './relative-files.ts';
import type { Workspace } from './workspace.ts';

/** An application where it is. */
export interface ApplicationPlace {
  readonly file: string;
  readonly id: string;
  readonly squad: string;
}

/** Where an application goes. */
export interface ApplicationTarget {
  readonly id: string;
  readonly squad: string;
  /** Folder whose files belong to that squad; absent when the squad owns no folder. */
  readonly folder?: string;
  /** The same for the squad that owned it, so that subfolders are kept. */
  readonly folderBefore?: string;
}

/** Files besides definitions that move along: from and to. */
export type CarriedFiles = ReadonlyMap<string, string>;

/** Renames an application, gives it to another squad, or both. Returns runbooks that move along. */
export function moveApplication(space: Workspace, from: ApplicationPlace, to: ApplicationTarget): CarriedFiles {
  if (from.id !== to.id) renameApplication(space, from, to.id);
  const here = { ...from, id: to.id };
  if (from.squad !== to.squad) setOwner(space, here, to);
  const file = targetFile(space, here, from.id, to);
  return file === from.file ? new Map() : carry(space, here, file, to);
}

function renameApplication(space: Workspace, { file, id }: ApplicationPlace, newId: string): void {
  for (const one of space.paths) {
    const edits = space.documents(one).flatMap((document) => [
      ...applicationMentions(document, id).map(({ node }) => replaceScalar(node, newId)),
      ...alertMentions(document)
        .filter((mention) => !mention.isBare && mention.application === id)
        .map((mention) => replaceScalar(mention.node, `${newId}/${mention.alert}`)),
    ]);
    space.edit(one, edits);
  }
  const { root } = space.find(file, 'Application', id);
  const idNode = root.entries.get('id')?.value;
  const alerts = [...(alertsOf(root)?.entries.values() ?? [])].map((entry) => entry.value);
  space.edit(file, [
    idNode && replaceScalar(idNode, newId),
    editList(root, 'renamedFrom', { add: [id], drop: [newId] }, 'id'),
    // A bare name means this application; what was renamed before was renamed under the old id.
    ...alerts.map((alert) =>
      alert.kind === 'map'
        ? editList(alert, 'renamedFrom', { replace: (name) => (name.includes('/') ? name : `${id}/${name}`) })
        : undefined,
    ),
  ]);
}

function setOwner(space: Workspace, { file, id, squad }: ApplicationPlace, to: ApplicationTarget): void {
  const { root } = space.find(file, 'Application', id);
  const names = root.entries.has('squad') || to.folder === undefined;
  space.edit(file, [setField(root, 'transferredFrom', squad, 'id')]);
  if (names) space.edit(file, [setField(space.find(file, 'Application', id).root, 'squad', to.squad, 'id')]);
}

/** A file named after its only application follows its id; a file of a squad's folder follows the squad. */
function targetFile(space: Workspace, here: ApplicationPlace, oldId: string, to: ApplicationTarget): string {
  const extension = path.posix.extname(here.file);
  const isAlone = space.documents(here.file).length === 1;
  const isNamed = path.posix.basename(here.file, extension) === oldId;
  const changesFolder = here.squad !== to.squad && to.folder !== undefined;
  if (!isAlone && !changesFolder) return here.file;
  const folder = changesFolder ? folderAt(here.file, to) : path.posix.dirname(here.file);
  const name = isNamed || !isAlone ? `${here.id}${extension}` : path.posix.basename(here.file);
  const target = path.posix.join(folder, name);
  if (target !== here.file && space.has(target))
    throw new EditError(`${target} exists already; move it out of the way.`);
  return target;
}

function folderAt(file: string, { folder = '', folderBefore }: ApplicationTarget): string {
  const below = folderBefore === undefined ? '..' : path.posix.relative(folderBefore, path.posix.dirname(file));
  return below.startsWith('..') ? folder : path.posix.join(folder, below);
}

function carry(space: Workspace, here: ApplicationPlace, file: string, to: ApplicationTarget): CarriedFiles {
  const carried = new Map<string, string>();
  if (path.posix.dirname(file) !== path.posix.dirname(here.file))
    for (const one of ownFiles(space, here.file, here.id)) {
      const below = path.posix.relative(path.posix.dirname(here.file), one);
      if (!below.startsWith('..') && to.folder !== undefined)
        carried.set(one, path.posix.join(path.posix.dirname(file), below));
    }
  rebaseFiles(
    space,
    here.file,
    file,
    (root) => root,
    here.id,
    (one) => carried.get(one) ?? one,
  );
  if (space.documents(here.file).length === 1) space.rename(here.file, file);
  else splitOff(space, here, file);
  return carried;
}

/** One document of several becomes a file of its own. */
function splitOff(space: Workspace, { file, id }: ApplicationPlace, target: string): void {
  const text = space.text(file);
  const { root } = space.find(file, 'Application', id);
  let start = lineStart(text, root.start);
  while (start > 0 && /^\s*#/.test(text.slice(lineStart(text, start - 1), start))) start = lineStart(text, start - 1);
  const end = endOfLastLine(root);
  const lineBefore = lineStart(text, start - 1);
  const separatorAbove = start > 0 && /^---\s*$/.test(text.slice(lineBefore, start).trim());
  const separatorBelow = /^\s*---[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const newline = lineBreakOf(text);
  const block = text.slice(start, end);
  const rest = separatorAbove
    ? text.slice(0, lineBefore) + text.slice(end)
    : text.slice(0, start) + text.slice(end + separatorBelow);
  space.replace(file, rest);
  space.replace(target, block.endsWith('\n') ? block : block + newline);
  if (nextLine(rest, 0) === 0) space.replace(file, '');
}
