import { child, textOf, type MapEntry, type MapNode } from '../../definitions/source/node.ts';
import { alertsOf, EditError, insertAlert } from '../edit/alerts-map.ts';
import { editList, replaceScalar, setField, type ListChange } from '../edit/fields.ts';
import { endOf, entryLines, isFlow, lineBreakOf } from '../edit/text.ts';
import { alertMentions } from './mentions.ts';
import { rebaseFiles } from './relative-files.ts';
import type { Workspace } from './workspace.ts';

/** An alert where it is: its file, application, the application's squad, and its id. */
export interface AlertPlace {
  readonly file: string;
  readonly application: string;
  readonly squad: string;
  readonly id: string;
}

/**
 * Renames an alert, or moves it to another application. Its identity before is kept in `renamedFrom` (and `transferredFrom` when the
 * squad changes), and whatever mentions it follows.
 */
export function moveAlert(space: Workspace, from: AlertPlace, to: AlertPlace): void {
  const taken = alertsOf(space.find(to.file, 'Application', to.application).root)?.entries.get(to.id);
  if (taken) throw new EditError(`"${to.application}/${to.id}" exists already, in ${to.file}.`);
  followMentions(space, from, to);
  renameInPlace(space, from, to);
  if (from.application === to.application) return;
  rebaseFiles(space, from.file, to.file, (root) => child(alertsOf(root), to.id), from.application);
  const block = cut(space, from, to.id);
  space.edit(to.file, [insertAlert(space.find(to.file, 'Application', to.application).root, block)]);
}

/** Mentions elsewhere get the new name; mentions of former neighbours inside the alert get their full name. */
function followMentions(space: Workspace, from: AlertPlace, to: AlertPlace): void {
  for (const path of space.paths) {
    const edits = space.documents(path).flatMap((document) =>
      alertMentions(document).flatMap((mention) => {
        const isInside =
          document.kind === 'Application' && document.id === from.application && mention.path[1] === from.id;
        if (mention.application === from.application && mention.alert === from.id) {
          const staysBare = mention.isBare && from.application === to.application;
          return [replaceScalar(mention.node, staysBare ? to.id : `${to.application}/${to.id}`)];
        }
        const leaves = isInside && mention.isBare && from.application !== to.application;
        return leaves ? [replaceScalar(mention.node, `${from.application}/${mention.alert}`)] : [];
      }),
    );
    space.edit(path, edits);
  }
}

function renameInPlace(space: Workspace, from: AlertPlace, to: AlertPlace): void {
  const { root } = space.find(from.file, 'Application', from.application);
  const entry = alertsOf(root)?.entries.get(from.id);
  const alert = ownAlert(entry, from);
  space.edit(from.file, [
    from.id === to.id ? undefined : { start: entry?.keyStart ?? 0, end: entry?.keyEnd ?? 0, text: to.id },
    editList(alert, 'renamedFrom', earlierNames(root, from, to)),
    from.squad === to.squad ? undefined : setField(alert, 'transferredFrom', from.squad),
  ]);
}

function ownAlert(entry: MapEntry | undefined, { application, id, file }: AlertPlace): MapNode {
  if (entry?.value.kind === 'map' && entry.value.start >= entry.keyEnd) return entry.value;
  throw new EditError(`"${application}/${id}" is not written out in ${file}, so it cannot be renamed there.`);
}

/** Names of the application before count as well: none of them may have been applied yet. */
function earlierNames(root: MapNode, from: AlertPlace, to: AlertPlace): ListChange {
  const stays = from.application === to.application;
  const before = child(root, 'renamedFrom');
  const applications = before?.kind === 'list' ? before.items.map((item) => textOf(item) ?? '') : [];
  return {
    replace: (name) => (stays || name.includes('/') ? name : `${from.application}/${name}`),
    add: [stays ? from.id : `${from.application}/${from.id}`, ...applications.map((one) => `${one}/${from.id}`)],
    drop: [`${to.application}/${to.id}`, ...(stays ? [to.id] : [])],
  };
}

/** Takes an alert out of its application and returns its lines. */
function cut(space: Workspace, from: AlertPlace, id: string): string {
  const { root } = space.find(from.file, 'Application', from.application);
  const alerts = alertsOf(root);
  const range = alerts && entryLines(alerts, id);
  if (!alerts || !range || isFlow(alerts))
    throw new EditError(`"${from.application}/${id}" is written in braces in ${from.file}; write it as a block first.`);
  const text = space.text(from.file);
  const block = text.slice(range.start, range.end);
  const newline = lineBreakOf(text);
  const entry = root.entries.get('alerts');
  if (alerts.entries.size === 1 && entry) {
    const colon = text.indexOf(':', entry.keyEnd) + 1;
    space.edit(from.file, [{ start: colon, end: Math.max(range.end, endOf(alerts)), text: ` {}${newline}` }]);
  } else {
    const blankBefore = /\n[ \t]*\r?\n$/.test(text.slice(0, range.start));
    const blankBehind = /^[ \t]*\r?\n/.exec(text.slice(range.end))?.[0].length ?? 0;
    const isFirst = text.slice(0, range.start).trimEnd().endsWith('alerts:');
    const end = isFirst || blankBefore || range.end === text.length ? range.end + blankBehind : range.end;
    space.edit(from.file, [{ start: range.start, end, text: '' }]);
  }
  return block.endsWith('\n') ? block : `${block}${newline}`;
}
