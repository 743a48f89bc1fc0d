import type { Group } from '../../definitions/types.ts';
import type { Reference, Value } from '../../graph/types.ts';
import { composed, type Token } from './composite-formula.ts';
import { membersOf, type Member } from './composite-members.ts';
import type { Monitor } from './monitor.ts';
import { notifyNoData } from './no-data.ts';
import { report, sourcePath, type Scope } from './scope.ts';

/** A composite over other alerts of the squad. https://docs.datadoghq.com/monitors/types/composite/ */
export function composite(scope: Scope): Monitor | undefined {
  const { alert } = scope;
  const members = membersOf(scope);
  const tokens = composed(scope, String(alert.source.fields['formula'] ?? ''), new Set(members.keys()));
  checkCommonGroups(scope, [...members.values()]);
  const missing = notifyNoData(scope, 'noData' in alert.condition ? alert.condition.noData : undefined, 'composite');
  return {
    type: 'composite',
    query: query(tokens, members),
    inputs: { requireFullWindow: false, ...missing.inputs },
    warns: true,
    noData: missing.state,
    variables: {},
    groups: groups(scope, [...members.values()]),
    derivedFrom: { type: ['source'], query: ['source'], notifyNoData: ['condition.noData'] },
  };
}

/** References for names. An alert that is a composite for its traffic floor stands for its parts, since composites do not nest. */
function query(tokens: readonly Token[], members: ReadonlyMap<string, Member>): Value {
  const joined = tokens.flatMap((token): (string | Reference)[] => {
    if (!('name' in token)) return [token.text];
    const identities = members.get(token.name)?.identities ?? [];
    const references = identities.flatMap((identity, index): (string | Reference)[] => [
      ...(index === 0 ? [] : [' && ']),
      { $ref: identity, output: 'id' },
    ]);
    return identities.length > 1 ? ['(', ...references, ')'] : references;
  });
  return { $join: merged(joined) };
}

function merged(items: readonly (string | Reference)[]): (string | Reference)[] {
  const result: (string | Reference)[] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (typeof item === 'string' && typeof last === 'string') result[result.length - 1] = last + item;
    else if (item !== '') result.push(item);
  }
  return result;
}

function checkCommonGroups(scope: Scope, members: readonly Member[]): void {
  const grouped = members.filter((member) => member.facets.length > 0);
  for (const [index, one] of grouped.entries())
    for (const other of grouped.slice(index + 1)) {
      const within = (a: readonly string[], b: readonly string[]): boolean => a.every((facet) => b.includes(facet));
      if (within(one.facets, other.facets) || within(other.facets, one.facets)) continue;
      report(
        scope,
        'datadog/composite-groups',
        sourcePath(scope.alert, 'members', other.name),
        `"${one.name}" is grouped by ${one.facets.join(', ')} and "${other.name}" by ${other.facets.join(', ')}: no group is common to both, so the composite never triggers.`,
      );
    }
}

/** A composite has the groups of its members; its own `groups` only names them for texts. */
function groups(scope: Scope, members: readonly Member[]): readonly Group[] {
  const known = new Set(members.flatMap((member) => member.facets));
  const own = scope.alert.groups?.by ?? [];
  for (const group of own)
    if (!known.has(group.facet))
      report(
        scope,
        'datadog/composite-groups',
        ['groups', 'by'],
        `No member is grouped by "${group.facet}", so the composite is not either.`,
      );
  return own;
}
