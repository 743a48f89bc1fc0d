import { Slots } from '../slots.ts';
import { channelOptions, empty, grpc, providerService, serve, type RpcServer } from '../wire/protocol.ts';
import { createdByRead, createdId, mutationOf, readRequest, type Mutation } from './mutation.ts';
import { PluginError } from './plugin-process.ts';

/** What happens around every change at a vendor. All may take their time; the engine waits. */
export interface MutationGuard {
  /**
   * Before the vendor hears of it. Writes the intent down.
   * @throws Error to refuse; the message is reported as the failure of that object
   */
  before(mutation: Mutation): Promise<void>;
  /** After the vendor answered; `id` is the object's. */
  done(mutation: Mutation, id: string): Promise<void>;
  /**
   * After the vendor answered with an error. May know better: `adopt` is the id of the object that was created all the same, `gone` says
   * that what was to be deleted no longer exists.
   */
  failed(mutation: Mutation, reason: string): Promise<{ readonly adopt?: string; readonly gone?: boolean } | undefined>;
}

/** Limits of a proxy. */
export interface ProxyLimits {
  /** Milliseconds that one call may take. */
  readonly callTimeout: number;
  /** Calls that reach the vendor at the same time. */
  readonly concurrency: number;
}

/** Methods whose answers depend on the plugin and its configuration alone: asked once, then answered from memory. */
const constant = new Set(['getSchema', 'getPluginInfo', 'handshake', 'checkConfig', 'diffConfig', 'configure']);

/** Methods that make the plugin talk to the vendor. */
const vendorCalls = new Set(['check', 'diff', 'create', 'read', 'update', 'delete', 'invoke']);

type Method = grpc.MethodDefinition<Buffer, Buffer>;

/**
 * Stands between the engine and a vendor's plugin, on loopback. Bytes pass as they are, but for changes at the vendor: those pass `guardOf`
 * first. One plugin serves the engines of all units; each engine is told apart by the stack in its URNs.
 */
export async function serveProviderProxy(
  pluginPort: number,
  guardOf: (stack: string) => MutationGuard | undefined,
  limits: ProxyLimits,
): Promise<RpcServer> {
  const methods = rawMethods();
  const Client = grpc.makeGenericClientConstructor(methods, 'ResourceProvider');
  const client = new Client(`127.0.0.1:${pluginPort}`, grpc.credentials.createInsecure(), channelOptions);
  const slots = new Slots(limits.concurrency);
  const answers = new Map<string, Promise<Buffer>>();
  const ask = (method: string, request: Buffer): Promise<Buffer> => call(client, method, request, limits.callTimeout);

  const forward = (method: string, request: Buffer): Promise<Buffer> => {
    if (constant.has(method)) return remembered(answers, method, request, ask);
    if (!vendorCalls.has(method)) return ask(method, request);
    return slots.use(() => mutate(method, request, ask, guardOf));
  };
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const [method, definition] of Object.entries(methods)) {
    if (definition.requestStream || definition.responseStream) continue;
    implementation[method] = answering((request) => forward(method, request));
  }
  // Each engine attaches and cancels for itself; the plugin is everybody's.
  const nothing = Buffer.from(new empty.Empty().serializeBinary());
  implementation['attach'] = answering(() => Promise.resolve(nothing));
  implementation['cancel'] = answering(() => Promise.resolve(nothing));
  const server = await serve((one) => one.addService(methods, implementation));
  return {
    port: server.port,
    stop: () => {
      server.stop();
      client.close();
    },
  };
}

/** The service with bytes instead of messages. */
function rawMethods(): Record<string, Method> {
  const same = (bytes: Buffer): Buffer => bytes;
  const definitions = providerService.ResourceProviderService as unknown as Record<string, Method>;
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      {
        ...definition,
        requestSerialize: same,
        requestDeserialize: same,
        responseSerialize: same,
        responseDeserialize: same,
      },
    ]),
  );
}

function answering(handle: (request: Buffer) => Promise<Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
  return (one, callback) => {
    handle(one.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(statusOf(error)),
    );
  };
}

function statusOf(error: unknown): Partial<grpc.StatusObject> {
  const { code, details, message, metadata } = error as grpc.ServiceError;
  return {
    code: typeof code === 'number' ? code : grpc.status.FAILED_PRECONDITION,
    details: details ?? message,
    ...(metadata ? { metadata } : {}),
  };
}

function call(client: grpc.Client, method: string, request: Buffer, timeout: number): Promise<Buffer> {
  const invoke = (
    client as unknown as Record<
      string,
      (
        request: Buffer,
        metadata: grpc.Metadata,
        options: grpc.CallOptions,
        callback: grpc.requestCallback<Buffer>,
      ) => void
    >
  )[method];
  return new Promise((resolve, reject) => {
    invoke?.call(client, request, new grpc.Metadata(), { deadline: Date.now() + timeout }, (error, response) => {
      if (!error) resolve(response as Buffer);
      else if (error.code === grpc.status.DEADLINE_EXCEEDED)
        reject(
          new Error(`The vendor did not answer within ${timeout / 1000} s; whether it did anything is not known.`),
        );
      else if (error.code === grpc.status.UNAVAILABLE) reject(new PluginError(`The plugin is gone: ${error.details}`));
      else reject(error);
    });
  });
}

/** @throws PluginError when the plugin would have to serve two configurations */
function remembered(
  answers: Map<string, Promise<Buffer>>,
  method: string,
  request: Buffer,
  ask: (method: string, request: Buffer) => Promise<Buffer>,
): Promise<Buffer> {
  const key = `${method} ${method === 'configure' ? '' : request.toString('base64')}`;
  let answer = answers.get(key);
  if (!answer) {
    answer = ask(method, request);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answer;
}

async function mutate(
  method: string,
  request: Buffer,
  ask: (method: string, request: Buffer) => Promise<Buffer>,
  guardOf: (stack: string) => MutationGuard | undefined,
): Promise<Buffer> {
  const mutation = mutationOf(method, request);
  if (!mutation) return ask(method, request);
  const guard = guardOf(stackOfUrn(mutation.urn));
  if (!guard) throw new Error(`Nothing may be changed in ${stackOfUrn(mutation.urn)} now.`);
  await guard.before(mutation);
  try {
    const response = await ask(method, request);
    await guard.done(mutation, mutation.id ?? createdId(response));
    return response;
  } catch (error) {
    const better = await guard.failed(mutation, reasonOf(error));
    const response = better && (await instead(better, mutation, ask));
    if (!response) throw error;
    await guard.done(mutation, better.adopt ?? mutation.id ?? '');
    return response;
  }
}

/** The answer that the engine gets instead of an error that says less than we know. */
async function instead(
  better: { readonly adopt?: string; readonly gone?: boolean },
  mutation: Mutation,
  ask: (method: string, request: Buffer) => Promise<Buffer>,
): Promise<Buffer | undefined> {
  if (mutation.kind === 'delete' && better.gone) return Buffer.from(new empty.Empty().serializeBinary());
  if (better.adopt === undefined) return undefined;
  return createdByRead(await ask('read', readRequest(mutation.urn, better.adopt)));
}

function reasonOf(error: unknown): string {
  const { details, message } = error as grpc.ServiceError;
  return details ?? message ?? String(error);
}

/** The stack's name in `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
export function stackOfUrn(urn: string): string {
  return urn.split('::')[0]?.split(':').slice(2).join(':') ?? '';
}
