import path from 'node:path';
import { UsageError, type Host } from '../cli/command.ts';
import { parseDuration } from '../definitions/values/duration.ts';
import type { EngineBinary } from '../engine/binary/locate.ts';
import type { World } from '../engine/binary/world.ts';
import type { Session, SessionOptions } from '../engine/session.ts';
import type { UnitSource } from '../engine/units/unit.ts';
import type { Connection } from '../engine/vendors/vendors.ts';
import { git, GitError } from '../git/git.ts';
import { hashUnit, type NodeDigest } from '../graph/digest.ts';
import type { ResourceNode } from '../graph/types.ts';
import { onCallUnit, unitNameOf } from '../graph/unit-name.ts';
import { connectionsOf } from '../pipeline/compile-context.ts';
import { environmentsOf } from '../pipeline/lint-environment.ts';
import { compileNodes, ownersOf } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';
import { isDelivered } from '../providers/resource-type.ts';
import { toolVersion } from '../version.ts';

/** Options of every command that reaches vendors. */
export interface LiveOptions {
  readonly adopt?: readonly string[];
  /** Whether to go on as if the definitions were empty. */
  readonly nothing?: boolean;
  /** How long to wait for a lock, e.g. `5m`. */
  readonly lockTimeout?: string;
}

/** Opens a live session over a run. Loads the engine's part of the program only now. */
export async function openSession(run: Run, options: LiveOptions, host: Host): Promise<Session> {
  const { Session } = await import('../engine/session.ts');
  return Session.open(await sessionOptions(run, options, host));
}

async function sessionOptions(run: Run, options: LiveOptions, host: Host): Promise<SessionOptions> {
  const { project } = run.index;
  if (!project) throw new UsageError('There is no project. Create one with "alerts init".');
  const data = project.facts.facts;
  const [{ locateEngine }, { locatePlugin }] = await Promise.all([
    import('../engine/binary/locate.ts'),
    import('../engine/binary/plugins.ts'),
  ]);
  const world = worldOf(host);
  let engine: Promise<EngineBinary> | undefined;
  const binary = (): Promise<EngineBinary> => (engine ??= locateEngine(world));
  return {
    cwd: path.resolve(host.cwd),
    env: host.env,
    now: host.now(),
    signal: host.interruption(),
    project: { id: project.facts.id, uid: String(data['uid'] ?? '') },
    units: options.nothing ? unitSources(run).map(emptied) : unitSources(run),
    state: data['state'],
    connections: connectionLookup(run),
    locateEngine: async () => (await binary()).path,
    locatePlugin: (provider) => locatePlugin(provider, binary, world),
    progress: (event) => host.progress(event),
    toolVersion,
    adopt: new Map((options.adopt ?? []).map(parseAdopt)),
    ...commitOf(host.cwd),
    lockTimeout: lockTimeoutOf(options.lockTimeout),
  };
}

/** What looking for the engine and its plugins may use. */
export function worldOf(host: Host): World {
  return {
    env: host.env,
    cwd: host.cwd,
    signal: host.interruption(),
    progress: (message) =>
      host.progress({
        kind: 'step',
        message,
      }),
  };
}

/** Units with their hashes; nodes are compiled per application or squad, once, and only for units that have to be run. */
export function unitSources(run: Run): UnitSource[] {
  const digests = new Map<string, NodeDigest[]>();
  for (const digest of run.analyses.flatMap((analysis) => analysis.nodes ?? [])) {
    if (isDelivered(digest.type)) continue;
    const members = digests.get(digest.unit);
    if (members) members.push(digest);
    else digests.set(digest.unit, [digest]);
  }
  const compiled = new Map<string, readonly ResourceNode[]>();
  const compile = (owner: NodeDigest): readonly ResourceNode[] => {
    const key = owner.application ?? `squad ${owner.squad}`;
    let nodes = compiled.get(key);
    if (!nodes) compiled.set(key, (nodes = compileNodes(run, ownersOf([owner]))));
    return nodes;
  };
  return [...digests].map(([name, members]): UnitSource => {
    const environment = name === onCallUnit ? undefined : members[0]?.identity.split('/')[0];
    return {
      name,
      ...(environment === undefined ? {} : { environment }),
      hash: hashUnit(members),
      identities: members.map(({ identity }) => identity),
      nodes: () => {
        const owners = new Map(members.map((member) => [member.application ?? `squad ${member.squad}`, member]));
        return [...owners.values()]
          .flatMap(compile)
          .filter((node) => unitNameOf(node) === name && !isDelivered(node.type));
      },
    };
  });
}

function emptied(unit: UnitSource): UnitSource {
  return { ...unit, hash: hashUnit([]), identities: [], nodes: () => [] };
}

/** Connections as an environment has them; those of the first environment for what belongs to none. */
function connectionLookup(run: Run): (environment: string | undefined) => Readonly<Record<string, Connection>> {
  const project = run.shard.lookup(new Map()).project();
  const first = environmentsOf(run.index.project?.facts.facts ?? {})[0] ?? '';
  return (environment) => (project ? connectionsOf(project, environment ?? first) : {});
}

function parseAdopt(value: string): [string, string] {
  const at = value.lastIndexOf('=');
  if (at < 1 || at === value.length - 1)
    throw new UsageError(
      `--adopt takes IDENTITY=ID, e.g. production/checkout-api/card-errors=1234567; not "${value}".`,
    );
  return [value.slice(0, at), value.slice(at + 1)];
}

/** Milliseconds. */
function lockTimeoutOf(text: string | undefined): number {
  const seconds = text === undefined ? 0 : parseDuration(text);
  if (seconds === undefined) throw new UsageError(`--lock-timeout takes a time such as 30s, 5m or 1h; not "${text}".`);
  return seconds * 1000;
}

function commitOf(cwd: string): { commit?: string } {
  try {
    return { commit: git(cwd, ['rev-parse', 'HEAD']).toString().trim() };
  } catch (error) {
    if (error instanceof GitError) return {};
    throw error;
  }
}
