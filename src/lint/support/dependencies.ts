import type { CatalogView } from '../rule.ts';
import { documentsOf, textsOf } from './catalog.ts';

/** Applications that need `application`, directly or through others, nearest first. */
export function dependents(catalog: CatalogView, application: string): string[] {
  const found = new Set<string>();
  const applications = documentsOf(catalog, 'Application');
  let wanted = new Set([application]);
  while (wanted.size > 0) {
    const next = applications.filter((one) => textsOf(one, 'dependencies').some((name) => wanted.has(name)));
    wanted = new Set(next.map(({ id }) => id).filter((id) => !found.has(id) && id !== application));
    for (const id of wanted) found.add(id);
  }
  return [...found];
}
