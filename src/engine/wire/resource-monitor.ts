import { BinaryReader } from 'google-protobuf';
import { logicalName } from '../../graph/logical-name.ts';
import { referencesOf } from '../../graph/references.ts';
import type { Json, ResourceNode, Value } from '../../graph/types.ts';
import { alias, resource, struct } from './protocol.ts';
import { RpcChannel } from './rpc-bytes.ts';
import { fromStruct, resolveReferences, toStruct, type ReferenceLookup } from './values.ts';

/** What became of a registered object. */
export interface Registered {
  readonly urn: string;
  /** The vendor's id; empty while it is unknown. */
  readonly id: string;
  /** Empty unless they were asked for. */
  readonly outputs: { readonly [name: string]: Json };
  /** `failed`: it could not be applied; `skipped`: something that it needs could not. */
  readonly result: 'done' | 'failed' | 'skipped';
}

/** Everything besides the node that its registration says. */
export interface RegistrationContext {
  readonly parent: string;
  /** Version of the vendor's plugin. */
  readonly version: string;
  /** An object of the vendor that is to become this one. */
  readonly importId?: string;
  readonly lookup: ReferenceLookup;
  /** Whether somebody refers to its outputs: they are as large as its inputs. */
  readonly wantsOutputs?: boolean;
  /** URN of a node of the same unit. */
  readonly urnOf: (identity: string) => string | undefined;
}

/** The engine's resource monitor: what a Pulumi program talks to. */
export class ResourceMonitor {
  readonly #channel: RpcChannel;

  /** @param address `127.0.0.1:PORT`, as the engine says it */
  constructor(address: string) {
    this.#channel = new RpcChannel(address);
  }

  /** Registers the root of everything else. */
  async registerStack(project: string, stack: string): Promise<string> {
    const request = new resource.RegisterResourceRequest();
    request.setType('pulumi:pulumi:Stack');
    request.setName(`${project}-${stack}`);
    request.setObject(toStruct({}));
    return (await this.#register(request)).urn;
  }

  /** Registers a node and waits until the engine has dealt with it. */
  register(node: ResourceNode, context: RegistrationContext): Promise<Registered> {
    return this.#register(registrationOf(node, context), context.wantsOutputs === true);
  }

  /** Ends the registration of the stack and waits until the engine has done everything. */
  async finish(stackUrn: string): Promise<void> {
    const outputs = new resource.RegisterResourceOutputsRequest();
    outputs.setUrn(stackUrn);
    outputs.setOutputs(toStruct({}));
    await this.#channel.call(`${service}RegisterResourceOutputs`, outputs.serializeBinary());
  }

  close(): void {
    this.#channel.close();
  }

  async #register(
    request: InstanceType<typeof resource.RegisterResourceRequest>,
    wantsOutputs = false,
  ): Promise<Registered> {
    return registered(await this.#channel.call(`${service}RegisterResource`, request.serializeBinary()), wantsOutputs);
  }
}

const service = '/pulumirpc.ResourceMonitor/';

/** Reads `RegisterResourceResponse` (pulumi/pulumi, proto/pulumi/resource.proto), its outputs only when they are wanted. */
function registered(response: Buffer, wantsOutputs: boolean): Registered {
  const { SUCCESS, FAIL } = resource.Result;
  const result = { urn: '', id: '', outputs: {} };
  let code: number = SUCCESS;
  const reader = new BinaryReader(new Uint8Array(response.buffer, response.byteOffset, response.length));
  while (reader.nextField()) {
    const field = reader.getFieldNumber();
    if (field === 1) result.urn = reader.readString();
    else if (field === 2) result.id = reader.readString();
    else if (field === 3 && wantsOutputs)
      result.outputs = fromStruct(struct.Struct.deserializeBinary(reader.readBytes()));
    else if (field === 7) code = reader.readEnum();
    else reader.skipField();
  }
  return { ...result, result: code === SUCCESS ? 'done' : code === FAIL ? 'failed' : 'skipped' };
}

function registrationOf(
  node: ResourceNode,
  context: RegistrationContext,
): InstanceType<typeof resource.RegisterResourceRequest> {
  const request = new resource.RegisterResourceRequest();
  request.setType(node.type);
  request.setName(logicalName(node.identity));
  request.setCustom(true);
  request.setParent(context.parent);
  request.setVersion(context.version);
  request.setObject(toStruct(resolveReferences(node.inputs, context.lookup) as { readonly [key: string]: Json }));
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setSupportspartialvalues(true);
  request.setSupportsresultreporting(true);
  if (context.importId !== undefined) request.setImportid(context.importId);
  setDependencies(request, node, context);
  setOptions(request, node);
  return request;
}

function setDependencies(
  request: InstanceType<typeof resource.RegisterResourceRequest>,
  node: ResourceNode,
  { urnOf }: RegistrationContext,
): void {
  const all = new Set((node.options?.dependsOn ?? []).map(urnOf).filter((urn) => urn !== undefined));
  for (const [key, value] of Object.entries(node.inputs)) {
    const urns = urnsOf(value, urnOf);
    if (urns.length === 0) continue;
    const dependencies = new resource.RegisterResourceRequest.PropertyDependencies();
    dependencies.setUrnsList(urns);
    request.getPropertydependenciesMap().set(key, dependencies);
    for (const urn of urns) all.add(urn);
  }
  request.setDependenciesList([...all]);
}

function urnsOf(value: Value, urnOf: RegistrationContext['urnOf']): string[] {
  const urns = referencesOf({ inputs: { value } }).map((reference) => urnOf(reference.$ref));
  return [...new Set(urns.filter((urn) => urn !== undefined))];
}

function setOptions(request: InstanceType<typeof resource.RegisterResourceRequest>, node: ResourceNode): void {
  const { ignoreChanges, replaceOnChanges, deleteBeforeReplace, protect, retainOnDelete } = node.options ?? {};
  if (ignoreChanges) request.setIgnorechangesList([...ignoreChanges]);
  if (replaceOnChanges) request.setReplaceonchangesList([...replaceOnChanges]);
  if (protect) request.setProtect(true);
  if (retainOnDelete) request.setRetainondelete(true);
  if (deleteBeforeReplace !== undefined) {
    request.setDeletebeforereplace(deleteBeforeReplace);
    request.setDeletebeforereplacedefined(true);
  }
  if (node.aliases.length === 0) return;
  request.setAliasspecs(true);
  request.setAliasesList(
    node.aliases.map((identity) => {
      const spec = new alias.Alias.Spec();
      spec.setName(logicalName(identity));
      const entry = new alias.Alias();
      entry.setSpec(spec);
      return entry;
    }),
  );
}
