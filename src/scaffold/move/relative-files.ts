import path from 'node:path';
import type { MapNode, YamlNode } from '../../definitions/source/node.ts';
import { replaceScalar } from '../edit/fields.ts';
import { fileMentions } from './mentions.ts';
import type { Workspace } from './workspace.ts';

/**
 * Rewrites the relative paths in a part of an application for a file in another folder, so that they still name the same files, or
 * where those will be.
 */
export function rebaseFiles(
  space: Workspace,
  from: string,
  to: string,
  part: (root: MapNode) => YamlNode | undefined,
  application: string,
  movedTo: (file: string) => string = (file) => file,
): void {
  const node = part(space.find(from, 'Application', application).root);
  if (!node || path.posix.dirname(from) === path.posix.dirname(to)) return;
  const edits = fileMentions(node).map((mention) => {
    const target = movedTo(path.posix.join(path.posix.dirname(from), mention.text));
    const relative = path.posix.relative(path.posix.dirname(to), target);
    return replaceScalar(mention.node, relative.startsWith('.') ? relative : `./${relative}`);
  });
  space.edit(from, edits);
}

/** Files that an application names and nobody else does, as paths for people. */
export function ownFiles(space: Workspace, file: string, application: string): string[] {
  const named = (wanted: boolean): Set<string> =>
    new Set(
      space.paths.flatMap((one) =>
        space.documents(one).flatMap((document) => {
          const isOurs = one === file && document.kind === 'Application' && document.id === application;
          if (isOurs !== wanted) return [];
          return fileMentions(document.root).map(({ text }) => path.posix.join(path.posix.dirname(one), text));
        }),
      ),
    );
  const others = named(false);
  return [...named(true)].filter((one) => !others.has(one)).sort();
}
