import { aboutOf } from '../alert-tests/cases/concerns.ts';
import type { DocumentFacts } from '../definitions/link/facts.ts';
import { selects } from '../definitions/resolve/select.ts';
import { globMatches } from '../definitions/values/glob.ts';
import { applicationsUsing } from '../pipeline/bound-tests.ts';
import type { Run } from '../pipeline/run.ts';

/** What files touch: their applications, those whose tests and objectives they hold, those that their exemptions may select, and all with the project. */
export function touchedApplications(result: Run, affected: ReadonlySet<string>): Set<string> {
  const touched = new Set<string>();
  const { ownerOf } = result.shard.lookup(new Map());
  for (const { path: file, documents } of result.files) {
    if (!affected.has(file)) continue;
    for (const { kind, id, facts } of documents) {
      if (kind === 'Application') touched.add(id);
      if (kind === 'AlertTest') for (const application of testedApplications(result, facts)) touched.add(application);
      if (kind === 'OpenSLO') touched.add(String(facts['service'] ?? ''));
      if (kind === 'Exemption' || kind === 'Project')
        for (const { facts: application } of result.index.all('Application'))
          if (kind === 'Project' || mayExempt(facts['when'], application, ownerOf(application.id) ?? ''))
            touched.add(application.id);
    }
  }
  return touched;
}

/** Whether an exemption may be about an application, as far as that shows without resolving its alerts. */
function mayExempt(when: unknown, { id, facts }: DocumentFacts, owner: string): boolean {
  const { application, squad, tier, type, alert } = (when ?? {}) as Readonly<Record<string, unknown>>;
  const own = { application: id, squad: owner, tier: Number(facts['tier']), types: (facts['types'] as string[]) ?? [] };
  const named = [alert ?? []].flat().map((one) => String(one).split('/'));
  const mine = named.length === 0 || named.some((parts) => parts.length === 1 || globMatches(parts[0] ?? '', id));
  const wanted = Object.entries({ application, squad, tier, type }).filter(([, value]) => value !== undefined);
  return mine && selects(Object.fromEntries(wanted), { ...own, environment: '', alert: '', tags: {} });
}

function testedApplications(result: Run, facts: Readonly<Record<string, unknown>>): string[] {
  const { alert, template } = aboutOf(facts);
  return template === undefined ? [alert.split('/')[0] ?? ''] : applicationsUsing(result, template);
}
