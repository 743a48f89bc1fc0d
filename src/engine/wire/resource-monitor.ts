import { logicalName } from '../../graph/logical-name.ts';
import { referencesOf } from '../../graph/references.ts';
import type { Json, ResourceNode, Value } from '../../graph/types.ts';
import { alias, channelOptions, grpc, resource, resourceService } from './protocol.ts';
import { fromStruct, resolveReferences, toStruct, type ReferenceLookup } from './values.ts';

/** What became of a registered object. */
export interface Registered {
  readonly urn: string;
  /** The vendor's id; empty while it is unknown. */
  readonly id: string;
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
  /** URN of a node of the same unit. */
  readonly urnOf: (identity: string) => string | undefined;
}

/** The engine's resource monitor: what a Pulumi program talks to. */
export class ResourceMonitor {
  readonly #client: InstanceType<typeof resourceService.ResourceMonitorClient>;

  constructor(address: string) {
    this.#client = new resourceService.ResourceMonitorClient(
      address,
      grpc.credentials.createInsecure(),
      channelOptions,
    );
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
    return this.#register(registrationOf(node, context));
  }

  /** Ends the registration of the stack and waits until the engine has done everything. */
  async finish(stackUrn: string): Promise<void> {
    const outputs = new resource.RegisterResourceOutputsRequest();
    outputs.setUrn(stackUrn);
    outputs.setOutputs(toStruct({}));
    await new Promise<void>((resolve, reject) => {
      this.#client.registerResourceOutputs(outputs, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): void {
    this.#client.close();
  }

  #register(request: InstanceType<typeof resource.RegisterResourceRequest>): Promise<Registered> {
    return new Promise((resolve, reject) => {
      this.#client.registerResource(request, (error, response) => {
        if (error) return reject(error);
        const { SUCCESS, FAIL } = resource.Result;
        const result = response.getResult();
        resolve({
          urn: response.getUrn(),
          id: response.getId(),
          outputs: fromStruct(response.getObject()),
          result: result === SUCCESS ? 'done' : result === FAIL ? 'failed' : 'skipped',
        });
      });
    });
  }
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
