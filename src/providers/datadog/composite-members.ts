import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext } from '../provider.ts';
import { apm } from './apm.ts';
import { metric } from './metric.ts';
import type { Part } from './monitor.ts';
import { report, sourcePath, type Scope } from './scope.ts';

/** One member of a composite. */
export interface Member {
  readonly name: string;
  /** The monitors that it stands for. */
  readonly identities: readonly string[];
  readonly facets: readonly string[];
}

type Found = NonNullable<ReturnType<CompileContext['alert']>>;

/** Looks every member up, and reports what cannot be one. */
export function membersOf(scope: Scope): Map<string, Member> {
  const written = Object.entries((scope.alert.source.fields['members'] ?? {}) as Record<string, unknown>);
  const members = new Map<string, Member>();
  for (const [name, reference] of written) {
    const found = scope.context.alert(String(reference));
    const problem = found ? obstacle(scope, found) : `There is no alert "${String(reference)}" in this environment.`;
    if (problem !== undefined)
      report(scope, 'datadog/composite-member', sourcePath(scope.alert, 'members', name), problem);
    members.set(name, {
      name,
      identities: found ? identitiesOf(scope, found) : [],
      facets: found?.groups?.by.map((group) => group.facet) ?? [],
    });
  }
  checkCount(scope, members);
  return members;
}

function checkCount(scope: Scope, members: ReadonlyMap<string, Member>): void {
  const monitors = new Set([...members.values()].flatMap((member) => member.identities));
  if (members.size > 0 && monitors.size <= 10) return;
  const message =
    members.size === 0
      ? 'A composite needs at least one member.'
      : `A composite has at most 10 monitors; these members stand for ${monitors.size}.`;
  report(scope, 'datadog/composite-member', sourcePath(scope.alert, 'members'), message);
}

function obstacle(scope: Scope, found: Found): string | undefined {
  const { vendor, type } = found.source;
  if (found.identity === scope.alert.identity) return 'A composite cannot contain itself.';
  if (vendor === 'datadog' && type === 'composite')
    return 'This is a composite itself, which Datadog does not nest. Name its members instead.';
  if (vendor !== 'datadog' && vendor !== 'slo' && !viaDatadog(scope, found))
    return `This alert is measured by ${vendor}; a Datadog composite knows Datadog monitors only.`;
  if (found.squad !== undefined && found.squad !== scope.alert.squad)
    return `This alert belongs to the squad "${found.squad}": the id of its monitor is known in its own unit only.`;
  return undefined;
}

function viaDatadog(scope: Scope, found: Found): boolean {
  const connection = scope.context.connections[String(found.source.fields['connection'])];
  return found.source.vendor === 'rabbitmq' && connection?.['via'] === 'datadog';
}

/** The monitors of an alert: itself, or the parts that it has for its traffic floor. */
function identitiesOf(scope: Scope, found: Found): readonly string[] {
  const parts = 'root' in found ? partsOf(scope, found) : [];
  return parts.length > 0 ? parts.map((part) => `${found.identity}#${part.name}`) : [found.identity];
}

function partsOf(scope: Scope, alert: ResolvedAlert): readonly Part[] {
  if (alert.source.vendor !== 'datadog') return [];
  const other: Scope = { alert, context: scope.context, problems: [] };
  const monitor = alert.source.type === 'metric' ? metric(other) : alert.source.type === 'apm' ? apm(other) : undefined;
  return monitor?.parts ?? [];
}
