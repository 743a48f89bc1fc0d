import { onCallModel, onCallProject, onCallSquad } from '../oncall/build/model.ts';
import type { OnCallModel } from '../oncall/model.ts';
import type { LoadedDocument } from '../definitions/load/load-file.ts';
import type { Finding } from '../findings/finding.ts';
import type { DefinitionLookup } from './shard.ts';

/** Who is called, for everything that a lookup knows; undefined without a project. Broken definitions are left out. */
export function onCallModelOf(lookup: DefinitionLookup): OnCallModel | undefined {
  const project = lookup.project();
  if (!project || project.broken) return undefined;
  const documents = (kind: 'Person' | 'Squad'): LoadedDocument['document'][] =>
    lookup.index
      .all(kind)
      .map(({ facts }) => lookup.find(kind, facts.id))
      .filter((loaded) => loaded !== undefined && !loaded.broken)
      .map((loaded) => (loaded as LoadedDocument).document);
  return onCallModel({
    project: project.document,
    people: documents('Person'),
    squads: documents('Squad'),
    readText: (from, path) => lookup.readText(from, path),
  });
}

/** What is wrong with times and calendars of a project or a squad. */
export function onCallFindings(
  { document }: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
): readonly Finding[] {
  if (document.kind !== 'Project' && document.kind !== 'Squad') return [];
  const readText = lookup.readText.bind(lookup);
  const shared = onCallProject(project.document, readText);
  return document.kind === 'Project' ? shared.findings : onCallSquad(document, shared, readText).findings;
}
