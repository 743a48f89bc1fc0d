import { referencesOf } from '../../definitions/link/references.ts';
import type { YamlNode } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';

/** A text in a definition together with where it stands. */
export interface Scalar {
  readonly node: YamlNode & { readonly kind: 'scalar' };
  readonly text: string;
  /** Keys and indexes from the document's root. */
  readonly path: readonly string[];
}

/** Every text of a tree. Values that an alias brings from elsewhere are left out: they are texts of their anchor. */
export function scalarsOf(root: YamlNode, path: readonly string[] = []): Scalar[] {
  if (root.kind === 'scalar') return typeof root.value === 'string' ? [{ node: root, text: root.value, path }] : [];
  if (root.kind === 'list')
    return root.items.flatMap((item, index) =>
      item.start < root.start ? [] : scalarsOf(item, [...path, String(index)]),
    );
  return [...root.entries].flatMap(([key, { value, keyStart }]) =>
    value.start < keyStart ? [] : scalarsOf(value, [...path, key]),
  );
}

/** A mention of an alert: by its id alone (within its application), or as `application/alert`. */
export interface AlertMention extends Scalar {
  readonly application: string;
  readonly alert: string;
  readonly isBare: boolean;
}

/** Every mention of alerts in a document: members of composites, the alert of a test. */
export function alertMentions(document: Document): AlertMention[] {
  return scalarsOf(document.root).flatMap((scalar): AlertMention[] => {
    const { path, text } = scalar;
    const isMember = path.at(-2) === 'members' && path.at(-3) === 'composite';
    const isTested = document.kind === 'AlertTest' && path.length === 1 && path[0] === 'alert';
    if ((!isMember && !isTested) || text.includes('${')) return [];
    const slash = text.indexOf('/');
    if (slash >= 0)
      return [{ ...scalar, application: text.slice(0, slash), alert: text.slice(slash + 1), isBare: false }];
    return document.kind === 'Application' ? [{ ...scalar, application: document.id, alert: text, isBare: true }] : [];
  });
}

/** Every mention of an application by its id: selectors, SLOs, dependencies. */
export function applicationMentions(document: Document, application: string): Scalar[] {
  const places = new Set(
    referencesOf(document)
      .filter((one) => one.kind === 'Application' && one.id === application)
      .map(({ location }) => `${location.line}:${location.column}`),
  );
  return scalarsOf(document.root).filter(({ node, text, path }) => {
    if (text !== application) return false;
    if (document.kind === 'Application' && path[0] === 'dependencies') return true;
    const { line, column } = document.file.position(node.start);
    return places.has(`${line}:${column}`);
  });
}

/** Every file that a document names relative to its own: runbooks and calendars. */
export function fileMentions(root: YamlNode): Scalar[] {
  return scalarsOf(root).filter(
    ({ path, text }) =>
      (path.at(-1) === 'runbook' && text.endsWith('.md')) || (path.at(-2) === 'except' && text.endsWith('.ics')),
  );
}
