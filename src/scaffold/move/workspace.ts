import { loadFile } from '../../definitions/load/load-file.ts';
import type { MapNode } from '../../definitions/source/node.ts';
import type { Document, Kind } from '../../definitions/types.ts';
import { EditError } from '../edit/alerts-map.ts';
import { applyAll, type Edit } from '../edit/text.ts';

/** A definition file as a move sees it. */
export interface MovableFile {
  /** For people, relative to the working directory, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A document whose root is a mapping. */
export type MapDocument = Document & { readonly root: MapNode };

/** Texts under change: each edit is made on what the edits before it left. */
export class Workspace {
  readonly #texts: Map<string, string>;
  readonly #documents = new Map<string, readonly Document[]>();

  constructor(files: readonly MovableFile[]) {
    this.#texts = new Map(files.map((file) => [file.path, file.text]));
  }

  /** Paths of all files. */
  get paths(): string[] {
    return [...this.#texts.keys()];
  }

  /** The text of a file as it is now. */
  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** The documents of a file as it is now. */
  documents(path: string): readonly Document[] {
    const known = this.#documents.get(path);
    if (known) return known;
    const documents = loadFile(path, Buffer.from(this.text(path))).documents.map((one) => one.document);
    this.#documents.set(path, documents);
    return documents;
  }

  /** A document by kind and id; it must exist in that file. */
  find(path: string, kind: Kind, id: string): MapDocument {
    const found = this.documents(path).find((one) => one.kind === kind && one.id === id);
    if (found?.root.kind !== 'map') throw new EditError(`${path} cannot be read any more; mend it first, then move.`);
    return found as MapDocument;
  }

  /** Changes a file. Edits at the same place count once: an anchor may be mentioned twice. */
  edit(path: string, edits: readonly (Edit | undefined)[]): void {
    const unique = new Map(edits.flatMap((edit) => (edit ? [[`${edit.start}:${edit.end}:${edit.text}`, edit]] : [])));
    if (unique.size > 0) this.replace(path, applyAll(this.text(path), [...unique.values()]));
  }

  /** Gives a file another text. */
  replace(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#documents.delete(path);
  }

  /** Gives a file another name. */
  rename(from: string, to: string): void {
    this.replace(to, this.text(from));
    this.#texts.delete(from);
    this.#documents.delete(from);
  }

  /** Whether a file of that name is known. */
  has(path: string): boolean {
    return this.#texts.has(path);
  }
}
