import type { Reviewer } from '../approvals/judge.ts';
import type { Run } from './run.ts';

/** Everybody whom a tree knows, with their account at one forge, groups and squads. */
export function reviewersOf(run: Run, forge: 'github' | 'gitlab'): Reviewer[] {
  const lookup = run.shard.lookup(new Map());
  const squads = run.index.all('Squad').filter(({ facts }) => !facts.broken);
  return run.index.all('Person').flatMap(({ facts }) => {
    const data = lookup.find('Person', facts.id)?.document.data;
    if (!data || facts.broken) return [];
    const account = (data['accounts'] as Partial<Record<typeof forge, string>> | undefined)?.[forge];
    return {
      person: facts.id,
      ...(account === undefined ? {} : { account }),
      groups: (data['groups'] as string[] | undefined) ?? [],
      squads: squads
        .filter((squad) => ((squad.facts.facts['members'] as string[] | undefined) ?? []).includes(facts.id))
        .map((squad) => squad.facts.id),
    };
  });
}
