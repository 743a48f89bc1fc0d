import type { LoadedDocument } from '../definitions/load/load-file.ts';
import { environmentNeverPages } from '../definitions/resolve/alert.ts';
import { nearestNode } from '../definitions/source/node.ts';
import type { Finding } from '../findings/finding.ts';
import { canonicalJson, sha256 } from '../graph/canonical.ts';
import type { Json, ResourceNode } from '../graph/types.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { onCallPerson, onCallProject, onCallSquad } from '../oncall/build/model.ts';
import { semanticsOf } from '../oncall/build/semantics.ts';
import { peopleCalled } from '../oncall/people-called.ts';
import { compilePerson, compileSquad } from '../providers/compile-alert.ts';
import type { CompileContext, CompiledSquad, OnCallIdentities, WatchedConnection } from '../providers/provider.ts';
import { stepOf } from '../providers/rabbitmq/watch-step.ts';
import { connectionsOf } from './compile-context.ts';
import { addProblem } from './compile-problem.ts';
import { environmentsOf } from './lint-environment.ts';
import { onCallModelOf } from './on-call-model.ts';
import type { DefinitionLookup } from './shard.ts';

/** Where the identities of what belongs to people and to no squad begin. */
const people = 'people';

/** What compiling for the on-call backend needs besides the definition. */
interface Surroundings {
  readonly project: LoadedDocument;
  readonly lookup: DefinitionLookup;
  readonly findings: Finding[];
}

/**
 * Compiles what a squad, or a person whom one calls, has at the project's on-call backend; nothing without one. It belongs to no
 * environment.
 */
export function compileOnCall(
  definition: LoadedDocument,
  project: LoadedDocument,
  contexts: (environment: string) => CompileContext,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResourceNode[] {
  const onCall = project.document.data['onCall'];
  if (onCall === undefined) return [];
  const context = contexts(environmentsOf(project.document.data)[0] ?? '');
  const vendor = String(context.connections[String(onCall)]?.['vendor'] ?? '');
  const around = { project, lookup, findings };
  return definition.document.kind === 'Person'
    ? nodesOfPerson(definition, vendor, context, around)
    : nodesOfSquad(definition, vendor, context, around);
}

function nodesOfSquad(
  squad: LoadedDocument,
  vendor: string,
  context: CompileContext,
  around: Surroundings,
): ResourceNode[] {
  const { id } = squad.document;
  const { project, lookup } = around;
  const readText = lookup.readText.bind(lookup);
  const shared = onCallProject(project.document, readText);
  const compiled = compileSquad(
    vendor,
    {
      id,
      onCall: onCallSquad(squad.document, shared, readText).squad,
      model: () => {
        const model = onCallModelOf(lookup);
        if (!model) throw new RangeError('a squad is compiled within a project');
        return model;
      },
      watches: watchesOf(id, project),
      ...identitiesIn(project, shared.zone),
    },
    context,
  );
  return nodesOf(compiled, squad, { owner: id, squad: id }, around);
}

/** Connections that `alerts watch` evaluates, whose owner a squad is, in the environments that page. */
function watchesOf(squad: string, project: LoadedDocument): WatchedConnection[] {
  const { data } = project.document;
  const written = Object.values((data['connections'] ?? {}) as Readonly<Record<string, Record<string, unknown>>>);
  if (!written.some(({ via }) => via === 'watch')) return [];
  return environmentsOf(data)
    .filter((environment) => !environmentNeverPages(data, environment))
    .flatMap((environment) =>
      Object.entries(connectionsOf(project, environment))
        .filter(([, { vendor, via, owner }]) => vendor === 'rabbitmq' && via === 'watch' && owner === squad)
        .map(([connection, fields]) => ({ environment, connection, step: stepOf(fields) })),
    );
}

function nodesOfPerson(
  person: LoadedDocument,
  vendor: string,
  context: CompileContext,
  around: Surroundings,
): ResourceNode[] {
  const { id } = person.document;
  const { project, lookup } = around;
  const squad = squadsCalling(id, lookup)[0];
  if (squad === undefined) return [];
  const readText = lookup.readText.bind(lookup);
  const shared = onCallProject(project.document, readText);
  const resolved = {
    id,
    person: onCallPerson(person.document, shared, readText),
    ...identitiesIn(project, shared.zone),
  };
  return nodesOf(compilePerson(vendor, resolved, context), person, { owner: people, squad }, around);
}

/** Squads that call a person, sorted. */
function squadsCalling(person: string, lookup: DefinitionLookup): string[] {
  return lookup.squads().filter((id) => {
    const squad = lookup.find('Squad', id);
    return squad !== undefined && !squad.broken && peopleCalled(squad.document).has(person);
  });
}

function identitiesIn({ document }: LoadedDocument, zone: string): OnCallIdentities {
  return {
    zone,
    semantics: semanticsOf(document.data['onCallSemantics']),
    identityOf: (squad, kind, id) => `${onCallUnit}/${squad}/${kind}/${id}`,
    personIdentity: (kind, id) => `${onCallUnit}/${people}/${kind}/${id}`,
  };
}

function nodesOf(
  { resources, problems }: CompiledSquad,
  definition: LoadedDocument,
  { owner, squad }: { readonly owner: string; readonly squad: string },
  { lookup, findings }: Surroundings,
): ResourceNode[] {
  const { root, kind, id, data } = definition.document;
  const seen = new Set<string>();
  for (const problem of problems)
    addProblem(problem, root, (path) => ({ node: nearestNode(root, path), layer: '' }), id, seen, findings);
  if (problems.some(({ severity }) => severity === 'error')) return [];
  const layer = `${kind.toLowerCase()} ${id}`;
  const digest = sha256(canonicalJson(data as Json)).slice(0, 16);
  return resources.map((resource) => {
    const node = nearestNode(root, resource.at ?? []);
    const { line } = node.file.position(node.start);
    return {
      identity: `${onCallUnit}/${owner}/${resource.kind}/${resource.id}`,
      type: resource.type,
      title: resource.title,
      inputs: resource.inputs,
      aliases: [],
      ...(resource.options ? { options: resource.options } : {}),
      squad,
      origins: Object.fromEntries(Object.keys(resource.derivedFrom).map((path) => [path, [layer]])),
      layers: { [layer]: digest },
      source: `${lookup.relative(node.file.path)}:${line}`,
    };
  });
}
