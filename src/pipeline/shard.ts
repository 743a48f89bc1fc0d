import { owningSquad } from '../definitions/link/check-references.ts';
import { indexDefinitions, type DefinitionIndex } from '../definitions/link/definition-index.ts';
import { factsOf, type FileFacts } from '../definitions/link/facts.ts';
import type { RawFile } from '../definitions/load/discover.ts';
import { loadFile, type LoadedDocument, type LoadedFile } from '../definitions/load/load-file.ts';
import type { Kind } from '../definitions/types.ts';
import { suppressionsOf } from '../lint/suppressions.ts';
import type { AnalysisSettings, FileAnalysis } from './analysis.ts';
import { analyseFile } from './analyse-file.ts';
import type { Tree } from '../definitions/load/tree.ts';

/**
 * The part of a run that one thread does: it loads its files, and analyses them once the facts of all files are known. Definitions
 * of other shards are loaded when they are needed.
 */
export class Shard {
  readonly #tree: Tree;
  readonly #raw = new Map<string, RawFile>();
  readonly #loaded = new Map<string, LoadedFile>();
  #index: DefinitionIndex | undefined;

  constructor(tree: Tree) {
    this.#tree = tree;
    for (const file of tree.files) this.#raw.set(file.path, file);
  }

  /** Facts of the files at these paths, in the same order. */
  facts(paths: readonly string[]): FileFacts[] {
    return paths.map((path) => factsOf(this.load(path)));
  }

  /** Makes the names of all files known; must come before {@link analyse}. */
  know(files: readonly FileFacts[]): DefinitionIndex {
    this.#index = indexDefinitions(files, this.#tree.root);
    return this.#index;
  }

  /** Analyses of the files at these paths, in the same order; trees of analysed files are let go unless `keep`. */
  analyse(paths: readonly string[], settings: AnalysisSettings, keep = false): FileAnalysis[] {
    return paths.map((path) => {
      const loaded = this.load(path);
      const dependencies = new Map<string, string>();
      const result = analyseFile(loaded, this.lookup(dependencies), settings);
      const suppressions = suppressionsOf(loaded);
      if (!keep && loaded.documents.every(({ document }) => document.kind === 'Application')) this.#loaded.delete(path);
      return {
        path,
        digest: loaded.file.digest,
        dependencies: Object.fromEntries(dependencies),
        findings: [...suppressions.findings, ...result.findings],
        alerts: result.alerts,
        suppressions: suppressions.suppressions,
        ...(settings.digests ? { nodes: result.nodes } : {}),
      };
    });
  }

  /** A file by its path. */
  load(path: string): LoadedFile {
    let loaded = this.#loaded.get(path);
    if (!loaded) {
      const raw = this.#raw.get(path);
      if (!raw) throw new RangeError(`no such file: ${path}`);
      loaded = loadFile(path, raw.bytes, raw.withheld);
      this.#loaded.set(path, loaded);
    }
    return loaded;
  }

  /** Finds definitions and writes down in `dependencies` what was looked at. */
  lookup(dependencies: Map<string, string>): DefinitionLookup {
    const index = this.#index;
    if (!index) throw new RangeError('the index is not built yet');
    return {
      index,
      find: (kind, id) => {
        const definition = index.find(kind, id);
        dependencies.set(`${kind}/${id}`, definition?.file.digest ?? 'none');
        return definition && this.#document(definition.file.path, kind, id);
      },
      project: () => {
        const project = index.project;
        dependencies.set('Project', project?.file.digest ?? 'none');
        return project && this.#document(project.file.path, 'Project', project.facts.id);
      },
      ownerOf: (id) => {
        const application = index.find('Application', id);
        const owner = application && owningSquad(application, index);
        dependencies.set(`owner:${id}`, owner ?? 'none');
        return owner;
      },
      squads: () => {
        const ids = squadIds(index);
        dependencies.set('squads', ids.join(' '));
        return ids;
      },
      readText: (from, relative) => {
        const result = this.#tree.readText(from, relative);
        dependencies.set(`text:${from}:${relative}`, 'digest' in result ? result.digest : 'none');
        return result;
      },
      relative: (path) =>
        this.#tree.root !== '' && path.startsWith(`${this.#tree.root}/`)
          ? path.slice(this.#tree.root.length + 1)
          : path,
    };
  }

  #document(path: string, kind: Kind, id: string): LoadedDocument | undefined {
    return this.load(path).documents.find(({ document }) => document.kind === kind && document.id === id);
  }
}

/** What analysing a file may ask for. */
export interface DefinitionLookup {
  readonly index: DefinitionIndex;
  find(kind: Kind, id: string): LoadedDocument | undefined;
  project(): LoadedDocument | undefined;
  /** The squad that owns an application. */
  ownerOf(application: string): string | undefined;
  /** Ids of all squads, sorted. */
  squads(): readonly string[];
  readText(from: string, path: string): { readonly text: string; readonly path: string } | { readonly reason: string };
  /** A display path relative to the definitions' root. */
  relative(path: string): string;
}

/** Whether everything that an analysis was computed from is still the same. */
export function isCurrent(analysis: FileAnalysis, index: DefinitionIndex, tree: Tree): boolean {
  return Object.entries(analysis.dependencies).every(([name, digest]) => currentDigest(name, index, tree) === digest);
}

function squadIds(index: DefinitionIndex): string[] {
  return index
    .all('Squad')
    .map(({ facts }) => facts.id)
    .sort();
}

function currentDigest(name: string, index: DefinitionIndex, tree: Tree): string {
  if (name === 'squads') return squadIds(index).join(' ');
  if (name === 'Project') return index.project?.file.digest ?? 'none';
  if (name.startsWith('owner:')) {
    const application = index.find('Application', name.slice('owner:'.length));
    return (application && owningSquad(application, index)) ?? 'none';
  }
  if (name.startsWith('text:')) {
    const [, from = '', relative = ''] = /^text:(.*?):(.*)$/s.exec(name) ?? [];
    const result = tree.readText(from, relative);
    return 'digest' in result ? result.digest : 'none';
  }
  const slash = name.indexOf('/');
  return index.find(name.slice(0, slash) as Kind, name.slice(slash + 1))?.file.digest ?? 'none';
}
