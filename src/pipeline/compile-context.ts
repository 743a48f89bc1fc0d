import { expandAlerts } from '../definitions/resolve/expand.ts';
import { resolveAlert } from '../definitions/resolve/alert.ts';
import { scopeBindings, type Scope } from '../definitions/resolve/scope.ts';
import type { LoadedDocument } from '../definitions/load/load-file.ts';
import { toData } from '../definitions/source/node.ts';
import { interpolateNode } from '../definitions/resolve/interpolate-node.ts';
import { interpolate } from '../definitions/values/interpolate.ts';
import type { Document, ResolvedAlert } from '../definitions/types.ts';
import type { CompileContext } from '../providers/provider.ts';
import { resolveSlo } from './application.ts';
import type { DefinitionLookup } from './shard.ts';
import { sourceCatalog } from './source-catalog.ts';

/** What compiling may look up, per environment; answers are kept for the file that is compiled. */
export function compileContext(
  project: LoadedDocument,
  lookup: DefinitionLookup,
): (environment: string) => CompileContext {
  const contexts = new Map<string, CompileContext>();
  return (environment) => {
    let context = contexts.get(environment);
    if (!context) contexts.set(environment, (context = create(project, lookup, environment)));
    return context;
  };
}

function create(project: LoadedDocument, lookup: DefinitionLookup, environment: string): CompileContext {
  const data = project.document.data;
  const connections = connectionsOf(project, environment);
  const handle = connections[String(data['onCall'])]?.['handle'];
  const alerts = new Map<string, ResolvedAlert | undefined>();
  return {
    project: { id: project.document.id, uid: String(data['uid'] ?? '') },
    connections,
    squad: (id) => lookup.find('Squad', id)?.document.data,
    squads: () => lookup.squads(),
    onCallHandle: (squad) =>
      typeof handle === 'string' ? String(interpolate(handle, new Map([['squad', squad]])).value) : undefined,
    alert: (reference) => {
      if (!alerts.has(reference)) alerts.set(reference, findAlert(reference, project, lookup, environment));
      return alerts.get(reference);
    },
    slo: (id) => {
      const document = lookup.find('OpenSLO', id);
      const slo =
        document && !document.broken && document.document.data['kind'] === 'SLO'
          ? resolveSlo(document, project, environment, lookup, [])
          : undefined;
      return (
        slo &&
        document && {
          identity: slo.identity,
          squad: slo.squad,
          document: document.document as Document<'OpenSLO'>,
          data: slo.data,
        }
      );
    },
  };
}

/** The project's connections, `${}` filled for an environment. */
export function connectionsOf(project: LoadedDocument, environment: string): Record<string, Record<string, unknown>> {
  const node =
    project.document.root.kind === 'map' ? project.document.root.entries.get('connections')?.value : undefined;
  if (!node) return {};
  const bindings = new Map(scopeBindings(project, environment, { application: '${application}', squad: '${squad}' }));
  return toData(interpolateNode(node, bindings, [])) as Record<string, Record<string, unknown>>;
}

/** Resolves `application/alert` for composites; what is wrong with it is reported where it is defined. */
function findAlert(
  reference: string,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  environment: string,
): ResolvedAlert | undefined {
  const slash = reference.indexOf('/');
  const application = lookup.find('Application', reference.slice(0, slash));
  const squadId = application && lookup.ownerOf(application.document.id);
  const squad = squadId === undefined ? undefined : lookup.find('Squad', squadId);
  if (!application || !squad || application.broken || squad.broken || squadId === undefined) return undefined;
  const bindings = scopeBindings(project, environment, { application: application.document.id, squad: squadId });
  const scope: Scope = { project, squad, squadId, application, environment, bindings, lookup, findings: [] };
  const expanded = expandAlerts(scope).get(reference.slice(slash + 1));
  return expanded && resolveAlert(expanded, scope, sourceCatalog);
}
