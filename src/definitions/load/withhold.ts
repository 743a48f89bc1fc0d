import { createHash } from 'node:crypto';
import type { MapEntry, Path, YamlNode } from '../source/node.ts';
import { toData } from '../source/node.ts';
import type { Kind } from '../types.ts';
import type { RawFile } from './discover.ts';
import type { LoadedDocument, LoadedFile } from './load-file.ts';

/** A part of a document that does not count: it is read as if `instead` stood there, or nothing. Serialisable. */
export interface WithheldPart {
  readonly kind: Kind;
  readonly id: string;
  /** From the document's root; empty for the document itself. */
  readonly path: Path;
  /** Plain data. */
  readonly instead?: unknown;
}

/** What does not count of a file: its text, and with it every position, stays as it is. */
export interface Withheld {
  readonly parts: readonly WithheldPart[];
  /** Lines (from 1) whose comments say nothing to the tool. */
  readonly comments: readonly number[];
}

/** SHA-256 of what a file says: of its bytes, and of what does not count of them. */
export function digestOfFile({ bytes, withheld }: Pick<RawFile, 'bytes' | 'withheld'>): string {
  const hash = createHash('sha256').update(bytes);
  return (withheld ? hash.update(`\0${JSON.stringify(withheld)}`) : hash).digest('hex');
}

/** The file without what does not count. */
export function withhold(loaded: LoadedFile, { parts, comments }: Withheld): LoadedFile {
  const documents = loaded.documents.flatMap((one) => {
    const mine = parts.filter(({ kind, id }) => kind === one.document.kind && id === one.document.id);
    return mine.length === 0 ? [one] : without(one, mine);
  });
  return { ...loaded, documents, mutedComments: comments };
}

function without(one: LoadedDocument, parts: readonly WithheldPart[]): LoadedDocument[] {
  // From the last entry of a list to the first, so that indexes stay what they were.
  const ordered = [...parts].sort((a, b) => lastIndex(b.path) - lastIndex(a.path));
  let root: YamlNode | undefined = one.document.root;
  for (const { path, instead } of ordered) root = root && replaced(root, path, instead);
  if (!root) return [];
  return [{ ...one, document: { ...one.document, root, data: toData(root) as Record<string, unknown> } }];
}

function lastIndex(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
}

/** A tree in which a node is another one, or gone. What leads nowhere is made where its nearest ancestor stands. */
function replaced(node: YamlNode, path: Path, instead: unknown): YamlNode | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return instead === undefined ? undefined : nodeOf(instead, node);
  if (node.kind === 'list') {
    const items = node.items.flatMap((item, index) =>
      index === Number(step) ? (replaced(item, rest, instead) ?? []) : [item],
    );
    return { ...node, items };
  }
  const entries: Map<string, MapEntry> = new Map(node.kind === 'map' ? node.entries : []);
  const entry = entries.get(String(step));
  const value = replaced(entry?.value ?? nodeOf({}, node), rest, instead);
  if (value) entries.set(String(step), { keyStart: node.start, keyEnd: node.start, ...entry, value });
  else entries.delete(String(step));
  return { kind: 'map', entries, file: node.file, start: node.start, end: node.end };
}

/** Plain data as nodes that stand where another node stands. */
function nodeOf(data: unknown, { file, start, end }: Pick<YamlNode, 'file' | 'start' | 'end'>): YamlNode {
  const at = { file, start, end };
  if (Array.isArray(data)) return { kind: 'list', items: data.map((item) => nodeOf(item, at)), ...at };
  if (typeof data !== 'object' || data === null)
    return { kind: 'scalar', value: data as string | number | boolean | null, ...at };
  const entries = Object.entries(data).map(([key, value]): [string, MapEntry] => [
    key,
    { keyStart: start, keyEnd: start, value: nodeOf(value, at) },
  ]);
  return { kind: 'map', entries: new Map(entries), ...at };
}
