import type { Finding, Location } from '../../findings/finding.ts';
import type { Kind } from '../types.ts';
import type { DocumentFacts, FileFacts } from './facts.ts';

/** Where one definition stands. */
export interface Definition {
  readonly file: FileFacts;
  readonly facts: DocumentFacts;
}

/** Names to definitions over all files, with the findings that only the whole shows: duplicates, and no or two projects. */
export interface DefinitionIndex {
  readonly project: Definition | undefined;
  readonly findings: readonly Finding[];
  find(kind: Kind, id: string): Definition | undefined;
  all(kind: Kind): readonly Definition[];
  /** Whether a file that does not parse seems to define it; nothing is said of such a name. */
  isTentative(kind: Kind, id: string): boolean;
  /** The squad that owns what stands in a file: that of the nearest `squad.yaml` above. */
  ownerOf(path: string): string | undefined;
}

/** Builds the index. The first of two definitions (by path and position) is the one that counts. */
export function indexDefinitions(files: readonly FileFacts[], root: string): DefinitionIndex {
  const byName = new Map<string, Definition>();
  const byKind = new Map<Kind, Definition[]>();
  const tentative = new Set<string>();
  const findings: Finding[] = [];
  const squadFolders = new Map<string, string>();
  for (const file of files) {
    for (const seeming of file.tentative) {
      tentative.add(`${seeming.kind}/${seeming.id}`);
      if (seeming.kind === 'Squad' && isSquadFile(file.path)) squadFolders.set(folderOf(file.path), seeming.id);
    }
    for (const facts of file.documents) {
      const name = `${facts.kind}/${facts.id}`;
      const first = byName.get(name);
      if (first) {
        findings.push(duplicate(facts, first.facts.location));
        continue;
      }
      const definition = { file, facts };
      byName.set(name, definition);
      byKind.set(facts.kind, [...(byKind.get(facts.kind) ?? []), definition]);
      if (facts.kind === 'Squad' && isSquadFile(file.path)) squadFolders.set(folderOf(file.path), facts.id);
    }
  }
  const projects = byKind.get('Project') ?? [];
  for (const extra of projects.slice(1)) findings.push(secondProject(extra, projects[0] as Definition));
  return {
    project: projects[0],
    findings,
    find: (kind, id) => byName.get(`${kind}/${id}`),
    all: (kind) => byKind.get(kind) ?? [],
    isTentative: (kind, id) => tentative.has(`${kind}/${id}`),
    ownerOf: (path) => {
      for (let folder = folderOf(path); ; folder = folderOf(folder)) {
        const squad = squadFolders.get(folder);
        if (squad !== undefined || folder === root || folder === '' || folder === '.') return squad;
      }
    },
  };
}

function isSquadFile(path: string): boolean {
  return /(^|\/)squad\.ya?ml$/.test(path);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function duplicate(facts: DocumentFacts, first: Location): Finding {
  const what = facts.kind === 'OpenSLO' ? 'OpenSLO document' : facts.kind.toLowerCase();
  return {
    rule: 'link/duplicate-id',
    severity: 'error',
    message: `The ${what} "${facts.id}" is already defined at ${first.file}:${first.line}. Rename or remove one of the two.`,
    location: facts.location,
    related: [{ message: 'first defined here', location: first }],
  };
}

function secondProject(extra: Definition, first: Definition): Finding {
  return {
    rule: 'link/one-project',
    severity: 'error',
    message: `A tree has one Project; "${first.facts.id}" is defined at ${first.facts.location.file}:${first.facts.location.line} already.`,
    location: extra.facts.location,
  };
}
