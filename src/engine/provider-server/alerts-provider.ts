import { provider, empty, plugin } from '../wire/protocol.ts';
import { RpcError, rpcStatus } from '../wire/rpc-bytes.ts';
import { fromStruct, secretValue, toStruct, withoutSecrecy } from '../wire/values.ts';
import type { Json } from '../../graph/types.ts';
import {
  alertsPlugin,
  vendorOf,
  type Fields,
  type Properties,
  type RestResource,
  type RestVendor,
} from '../../providers/rest-vendor.ts';
import { typeOfUrn } from '../proxy/subject.ts';
import { inputFaults } from './check-inputs.ts';
import { initFailed } from './init-failed.ts';
import { HalfKnownError, ObjectCalls } from './object-calls.ts';
import type { AccountClient } from './rest-client.ts';

/** A vendor and how its account is asked; the account is opened by the first call that reaches the vendor. */
export interface ServedVendor {
  readonly vendor: RestVendor;
  client(): AccountClient;
}

/** What our provider answers from besides the vendors. */
export interface ProviderOptions {
  /** The vendor by its name in types. @throws Error when there is none */
  vendor(name: string): Promise<ServedVendor>;
  /** The schema of the package, as JSON. */
  schema(): Promise<string>;
  /** Settings that the engine hands over; absent where accounts are given. */
  configure?(settings: Fields): void;
  /** Ends what waits. */
  cancel?(): void;
}

type Handler = (request: Uint8Array) => Promise<{ serializeBinary(): Uint8Array }>;

/**
 * Pulumi's resource provider `alerts`, a request in bytes to an answer in bytes (pulumi/pulumi, proto/pulumi/provider.proto). It does not take secrets:
 * the engine hands plain values over and marks what comes back under the same names; outputs that a shape calls secret are marked here.
 * `Handshake` is left out, since a provider that answers it has to take secrets.
 */
export class AlertsProvider {
  readonly #options: ProviderOptions;
  readonly #handlers: Readonly<Record<string, Handler>> = {
    GetPluginInfo: () => this.#pluginInfo(),
    GetSchema: () => this.#schema(),
    CheckConfig: (request) => this.#checkConfig(request),
    DiffConfig: () => this.#diffConfig(),
    Configure: (request) => this.#configure(request),
    Attach: () => nothing(),
    Cancel: () => this.#cancel(),
    Check: (request) => this.#check(request),
    Diff: (request) => this.#diff(request),
    Create: (request) => this.#create(request),
    Read: (request) => this.#read(request),
    Update: (request) => this.#update(request),
    Delete: (request) => this.#delete(request),
  };

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /**
   * Answers one call.
   * @param method its name: `Create`
   * @throws RpcError
   */
  async answer(method: string, request: Buffer): Promise<Buffer> {
    const handler = this.#handlers[method];
    if (!handler) throw new RpcError(rpcStatus.unimplemented, `The provider alerts has no ${method}.`);
    try {
      return Buffer.from((await handler(new Uint8Array(request))).serializeBinary());
    } catch (error) {
      throw error instanceof RpcError ? error : rpcErrorOf(error);
    }
  }

  async #pluginInfo(): Promise<InstanceType<typeof plugin.PluginInfo>> {
    const info = new plugin.PluginInfo();
    info.setVersion(alertsPlugin.version);
    return info;
  }

  async #schema(): Promise<InstanceType<typeof provider.GetSchemaResponse>> {
    const response = new provider.GetSchemaResponse();
    response.setSchema(await this.#options.schema());
    return response;
  }

  async #checkConfig(bytes: Uint8Array): Promise<InstanceType<typeof provider.CheckResponse>> {
    const response = new provider.CheckResponse();
    response.setInputs(provider.CheckRequest.deserializeBinary(bytes).getNews());
    return response;
  }

  /** Another key or address manages the same objects. */
  async #diffConfig(): Promise<InstanceType<typeof provider.DiffResponse>> {
    const response = new provider.DiffResponse();
    response.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE);
    return response;
  }

  async #configure(bytes: Uint8Array): Promise<InstanceType<typeof provider.ConfigureResponse>> {
    const request = provider.ConfigureRequest.deserializeBinary(bytes);
    this.#options.configure?.(withoutSecrecy(fromStruct(request.getArgs())) as Fields);
    const response = new provider.ConfigureResponse();
    response.setAcceptsecrets(false);
    response.setAcceptresources(false);
    response.setAcceptoutputs(false);
    response.setSupportspreview(true);
    return response;
  }

  #cancel(): Promise<InstanceType<typeof empty.Empty>> {
    this.#options.cancel?.();
    return nothing();
  }

  async #check(bytes: Uint8Array): Promise<InstanceType<typeof provider.CheckResponse>> {
    const request = provider.CheckRequest.deserializeBinary(bytes);
    const { resource } = await this.#typeOf(request.getUrn());
    const response = new provider.CheckResponse();
    response.setInputs(request.getNews());
    response.setFailuresList(
      inputFaults(fromStruct(request.getNews()), resource).map(({ path, reason }) => {
        const failure = new provider.CheckFailure();
        failure.setProperty(path);
        failure.setReason(reason);
        return failure;
      }),
    );
    return response;
  }

  async #diff(bytes: Uint8Array): Promise<InstanceType<typeof provider.DiffResponse>> {
    const request = provider.DiffRequest.deserializeBinary(bytes);
    const { resource, calls } = await this.#typeOf(request.getUrn());
    const ignored = new Set(request.getIgnorechangesList());
    const old = fromStruct(request.getOldInputs() ?? request.getOlds());
    const found = calls.differences(old, fromStruct(request.getNews())).filter(({ input }) => !ignored.has(input));
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    const response = new provider.DiffResponse();
    response.setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setHasdetaileddiff(true);
    response.setDiffsList([...new Set(found.map(({ input }) => input))]);
    response.setReplacesList([...new Set(found.filter(({ replaces }) => replaces).map(({ input }) => input))]);
    response.setDeletebeforereplace(resource.shape.adoption === 'unique-name');
    for (const { path, kind, replaces } of found) {
      const difference = new provider.PropertyDiff();
      difference.setKind(kindOf[kind][replaces ? 1 : 0]);
      difference.setInputdiff(true);
      response.getDetaileddiffMap().set(path, difference);
    }
    return response;
  }

  async #create(bytes: Uint8Array): Promise<InstanceType<typeof provider.CreateResponse>> {
    const request = provider.CreateRequest.deserializeBinary(bytes);
    const { resource, calls } = await this.#typeOf(request.getUrn());
    const inputs = fromStruct(request.getProperties());
    const response = new provider.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(stateStruct(calls.foreseen(inputs), resource));
      return response;
    }
    const created = await calls.create(inputs).catch((error: unknown) => {
      throw error instanceof HalfKnownError ? initFailed(error, (state) => stateStruct(state, resource)) : error;
    });
    response.setId(created.id);
    response.setProperties(stateStruct(created.state, resource));
    return response;
  }

  async #read(bytes: Uint8Array): Promise<InstanceType<typeof provider.ReadResponse>> {
    const request = provider.ReadRequest.deserializeBinary(bytes);
    const { resource, calls } = await this.#typeOf(request.getUrn());
    const known = { inputs: fromStruct(request.getInputs()), state: fromStruct(request.getProperties()) };
    const found = await calls.read(request.getId(), known);
    const response = new provider.ReadResponse();
    if (!found) return response;
    response.setId(found.id);
    response.setInputs(inputStruct(found.inputs, resource.shape.inputs));
    response.setProperties(stateStruct(found.state, resource));
    return response;
  }

  async #update(bytes: Uint8Array): Promise<InstanceType<typeof provider.UpdateResponse>> {
    const request = provider.UpdateRequest.deserializeBinary(bytes);
    const { resource, calls } = await this.#typeOf(request.getUrn());
    const [state, inputs] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const before = { id: request.getId(), inputs: fromStruct(request.getOldInputs() ?? request.getOlds()), state };
    const response = new provider.UpdateResponse();
    const after = request.getPreview()
      ? calls.foreseenUpdate(state, inputs)
      : await calls.update(request.getId(), before, inputs);
    response.setProperties(stateStruct(after, resource));
    return response;
  }

  async #delete(bytes: Uint8Array): Promise<InstanceType<typeof empty.Empty>> {
    const request = provider.DeleteRequest.deserializeBinary(bytes);
    const { calls } = await this.#typeOf(request.getUrn());
    await calls.remove(request.getId());
    return nothing();
  }

  async #typeOf(urn: string): Promise<{ readonly resource: RestResource; readonly calls: ObjectCalls }> {
    const type = typeOfUrn(urn).split('$').at(-1) ?? '';
    const served = await this.#options.vendor(vendorOf(type));
    const resource = served.vendor.resources[type];
    if (!resource)
      throw new RpcError(rpcStatus.unimplemented, `The provider alerts has no resources of the type ${type}.`);
    return { resource, calls: new ObjectCalls(resource, () => served.client()) };
  }
}

const { Kind } = provider.PropertyDiff;

/** Without and with another object. */
const kindOf = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

async function nothing(): Promise<InstanceType<typeof empty.Empty>> {
  return new empty.Empty();
}

type Struct = ReturnType<typeof toStruct>;

function stateStruct(state: Fields, { shape }: RestResource): Struct {
  return inputStruct(state, { ...shape.inputs, ...shape.outputs });
}

/** Values with those marked that a shape calls secret. */
function inputStruct(values: Fields, properties: Properties): Struct {
  return toStruct(
    Object.fromEntries(
      Object.entries(values).map(([name, value]): [string, Json] => [
        name,
        properties[name]?.secret ? secretValue(value) : value,
      ]),
    ),
  );
}

function rpcErrorOf(error: unknown): RpcError {
  return new RpcError(rpcStatus.unknown, error instanceof Error ? error.message : String(error));
}
