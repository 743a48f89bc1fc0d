import type { Location } from '../../findings/finding.ts';
import type { AlertSummary, CatalogView, DocumentSummary } from '../rule.ts';
import type { DefinitionReference, ReferenceKind } from '../../definitions/link/references.ts';

/** Documents of a catalog by kind; many rules ask, and a company has thousands. */
const byKind = new WeakMap<CatalogView, Map<string, DocumentSummary[]>>();

/** Documents of one kind. */
export function documentsOf(catalog: CatalogView, kind: string): readonly DocumentSummary[] {
  let kinds = byKind.get(catalog);
  if (!kinds) {
    kinds = new Map();
    for (const document of catalog.documents) {
      const known = kinds.get(document.kind);
      if (known) known.push(document);
      else kinds.set(document.kind, [document]);
    }
    byKind.set(catalog, kinds);
  }
  return kinds.get(kind) ?? [];
}

/** Keys of a mapping among a document's facts: the ids of a squad's schedules, a project's hours… */
export function keysOf(document: DocumentSummary, fact: string): string[] {
  return Object.keys((document.facts[fact] as object | undefined) ?? {});
}

/** A list of texts among a document's facts. */
export function textsOf(document: DocumentSummary, fact: string): string[] {
  const value = document.facts[fact];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Every mention of a kind of definition, with the document that mentions it. */
export function mentionsOf(
  catalog: CatalogView,
  kind: ReferenceKind,
): { readonly by: DocumentSummary; readonly reference: DefinitionReference }[] {
  return catalog.documents.flatMap((by) =>
    by.references.filter((reference) => reference.kind === kind).map((reference) => ({ by, reference })),
  );
}

/** The first mention of a definition in a document, else the document itself. */
export function locationIn(document: DocumentSummary, kind: ReferenceKind, id: string): Location {
  return document.references.find((one) => one.kind === kind && one.id === id)?.location ?? document.location;
}

/** Alerts by the application they belong to, in one environment. */
export function alertsByApplication(catalog: CatalogView, environment: string): Map<string, AlertSummary[]> {
  const groups = new Map<string, AlertSummary[]>();
  for (const alert of catalog.alerts) {
    if (alert.environment !== environment) continue;
    const known = groups.get(alert.application);
    if (known) known.push(alert);
    else groups.set(alert.application, [alert]);
  }
  return groups;
}
