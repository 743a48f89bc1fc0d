import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { nameOfUrn } from '../wire/events.ts';

/** An object in the engine's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  /** The last part of the URN: our logical name. */
  readonly name: string;
  /** A replaced object whose deletion is still due. */
  readonly pendingDeletion: boolean;
}

/** A stack's state, as far as we look into it. */
export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: number;
  /** The whole deployment, as `pulumi stack export` writes it; for moving entries between stacks. */
  readonly deployment: Deployment;
}

/** A deployment of the engine (sdk/go/common/apitype/core.go, DeploymentV3), as far as we read and edit it. */
export interface Deployment {
  readonly manifest?: object;
  readonly secrets_providers?: object;
  readonly resources?: readonly DeployedResource[];
  readonly pending_operations?: readonly object[];
  readonly [key: string]: unknown;
}

/** A resource in a deployment; what we do not name stays as it is. */
export interface DeployedResource {
  readonly urn: string;
  readonly custom?: boolean;
  readonly delete?: boolean;
  readonly id?: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Where a file backend keeps a stack: the layout of the engine versions that we run (pkg/backend/diy/store.go). */
export function checkpointFile(folder: string, project: string, stack: string): string {
  return path.join(folder, '.pulumi', 'stacks', project, `${stack}.json`);
}

/**
 * Reads a stack's checkpoint from a file backend; undefined when the stack does not exist. What a killed engine left half written is put aside:
 * a state that cannot be read is a state that is lost, and every object is found again by its marker.
 */
export async function readCheckpoint(folder: string, project: string, stack: string): Promise<StackState | undefined> {
  const file = checkpointFile(folder, project, stack);
  await dropBrokenAttributes(`${file}.attrs`);
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const checkpoint = parsed(text) as { checkpoint?: { latest?: Deployment } } | undefined;
  if (checkpoint) return stateOf(checkpoint.checkpoint?.latest ?? {});
  await rename(file, `${file}.unreadable`);
  return undefined;
}

/**
 * The engine's file storage writes a file by renaming it and its attributes in place (gocloud.dev, blob/fileblob/attrs.go): a kill between the two
 * leaves them empty, and from then on the engine answers EOF. Without the file it takes the defaults, which are all that it ever had.
 */
async function dropBrokenAttributes(file: string): Promise<void> {
  const text = await textOf(file);
  if (text !== undefined && parsed(text) === undefined) await rm(file, { force: true });
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Reads what `pulumi stack export` printed. */
export function parseExport(text: string): StackState {
  return stateOf((JSON.parse(text) as { deployment?: Deployment }).deployment ?? {});
}

function stateOf(deployment: Deployment): StackState {
  const resources = (deployment.resources ?? []).filter(
    (resource) => resource.custom === true && !resource.type.startsWith('pulumi:'),
  );
  return {
    resources: resources.map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      id: resource.id ?? '',
      name: nameOfUrn(resource.urn),
      pendingDeletion: resource.delete === true,
    })),
    pendingOperations: deployment.pending_operations?.length ?? 0,
    deployment,
  };
}
