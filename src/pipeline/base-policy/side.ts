import { loadFile, type LoadedDocument, type LoadedFile } from '../../definitions/load/load-file.ts';
import type { Tree } from '../../definitions/load/tree.ts';
import type { Document, Kind } from '../../definitions/types.ts';
import { globMatches } from '../../definitions/values/glob.ts';

/** One of two versions of the definitions, as far as policy is concerned. */
export interface Side {
  readonly tree: Tree;
  /** Files that differ from the other version, and those that may hold what policy depends on. */
  readonly files: readonly LoadedFile[];
  readonly project: Document | undefined;
  /** Whether there seems to be a project, but one that cannot be read. */
  readonly unreadable: boolean;
  all(kind: Kind): readonly LoadedDocument[];
  find(kind: Kind, id: string): Document | undefined;
}

/** Kinds that hold policy; any file that may define one is read, whether it differs or not. */
const mayHoldPolicy = /Project|Person|Exemption/;

/** Reads both versions; what is equal in both is read only where it may hold policy. The head ignores what both ignore. */
export function sidesOf(base: Tree, head: Tree): { readonly base: Side; readonly head: Side } {
  const [atBase, atHead] = [relevantFiles(base, head), relevantFiles(head, base)];
  const known = ignoredBy(atBase);
  return {
    base: sideOf(base, atBase, known),
    head: sideOf(
      head,
      atHead,
      ignoredBy(atHead).filter((glob) => !projectIn(atBase) || known.includes(glob)),
    ),
  };
}

function relevantFiles(tree: Tree, other: Tree): LoadedFile[] {
  const others = new Map(other.files.map(({ path, bytes }) => [path, bytes]));
  return tree.files
    .filter(({ path, bytes }) => {
      const same = others.get(path);
      return !same || Buffer.compare(same, bytes) !== 0 || mayHoldPolicy.test(Buffer.from(bytes).toString('latin1'));
    })
    .map(({ path, bytes }) => loadFile(path, bytes));
}

function projectIn(files: readonly LoadedFile[]): Document | undefined {
  return files
    .flatMap(({ documents }) => documents)
    .find(({ document, broken }) => document.kind === 'Project' && !broken)?.document;
}

function ignoredBy(files: readonly LoadedFile[]): readonly string[] {
  return (projectIn(files)?.data['ignore'] as readonly string[] | undefined) ?? [];
}

function sideOf(tree: Tree, read: readonly LoadedFile[], ignored: readonly string[]): Side {
  const prefix = tree.root === '' ? 0 : tree.root.length + 1;
  const files = read.filter(({ file }) => !ignored.some((glob) => globMatches(glob, file.path.slice(prefix))));
  const documents = files.flatMap((file) => file.documents);
  const project = projectIn(files);
  // A file that cannot be read may hold anything, a project, too.
  const seems =
    documents.some(({ document }) => document.kind === 'Project') ||
    files.some((file) => file.documents.length === 0 && file.findings.some(({ severity }) => severity === 'error'));
  const all = (kind: Kind): LoadedDocument[] =>
    documents.filter(({ document, broken }) => document.kind === kind && !broken);
  return {
    tree,
    files,
    project,
    unreadable: project === undefined && seems,
    all,
    find: (kind, id) => all(kind).find(({ document }) => document.id === id)?.document,
  };
}
