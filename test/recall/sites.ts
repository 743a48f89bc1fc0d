import { child, nodeAt, textOf, type MapNode, type Path, type YamlNode } from '../../src/definitions/source/node.ts';
import { kindOf, type Page } from './edit.ts';

/** A place of the clean tree in which a defect can be put. */
export interface AlertSite {
  readonly page: Page;
  readonly id: string;
  readonly alert: MapNode;
  readonly application: MapNode;
}

/** A document of a kind. */
export interface DocumentSite {
  readonly page: Page;
  readonly document: MapNode;
}

/** Alerts that applications write themselves, with a source of their own. */
export function alertSites(pages: readonly Page[]): AlertSite[] {
  return documentSites(pages, 'Application').flatMap(({ page, document }) => {
    const alerts = child(document, 'alerts');
    if (alerts?.kind !== 'map') return [];
    return [...alerts.entries].flatMap(([id, entry]) =>
      entry.value.kind === 'map' && entry.value.entries.has('source')
        ? [{ page, id, alert: entry.value, application: document }]
        : [],
    );
  });
}

/** Documents of one kind. */
export function documentSites(pages: readonly Page[], kind: string): DocumentSite[] {
  return pages.flatMap((page) =>
    page.documents.filter((document) => kindOf(document) === kind).map((document) => ({ page, document })),
  );
}

/** A mapping at a path of a node. */
export function mapAt(node: YamlNode, path: Path): MapNode | undefined {
  const found = nodeAt(node, path);
  return found?.kind === 'map' ? found : undefined;
}

/** The source of an alert as `vendor.type`. */
export function sourceOf(alert: MapNode): string {
  const source = child(alert, 'source');
  if (source?.kind !== 'map') return '';
  const [vendor = '', entry] = [...source.entries][0] ?? [];
  const type = entry?.value.kind === 'map' ? [...entry.value.entries.keys()][0] : undefined;
  return type === undefined ? vendor : `${vendor}.${type}`;
}

/** Whether an alert as written pages: P1 to P3 and no `notify` of its own. */
export function looksPaging(alert: MapNode): boolean {
  return (
    /^P[123]$/.test(textOf(child(alert, 'priority')) ?? '') &&
    !alert.entries.has('notify') &&
    !alert.entries.has('mode') &&
    !alert.entries.has('disabled')
  );
}

/** Sites spread evenly over the tree, so that not one squad carries all defects. */
export function spread<T>(sites: readonly T[], count: number): T[] {
  if (sites.length <= count) return [...sites];
  return Array.from({ length: count }, (_, index) => sites[Math.floor((index * sites.length) / count)] as T);
}
