import { Slots } from '../slots.ts';
import { empty, providerService, type RpcServer } from '../wire/protocol.ts';
import {
  ConnectionLostError,
  DeadlineError,
  RpcChannel,
  RpcError,
  rpcStatus,
  serveBytes,
  unaryBytes,
} from '../wire/rpc-bytes.ts';
import {
  asAsked,
  createdByRead,
  createdId,
  mutationOf,
  readRequest,
  somethingDiffers,
  type Mutation,
} from './mutation.ts';
import { PluginError } from './plugin-process.ts';
import { stackOfUrn, subjectOf, type Subject } from './subject.ts';

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

/** What a stack's engine may do, and who is told of it. */
export interface StackWatch {
  /** Absent while the engine only plans: nothing may be changed then. */
  readonly guard?: MutationGuard;
  /** Told of what the vendor refuses while it is only planned: the object, and the plugin's words. */
  readonly refused?: (urn: string, reason: string) => void;
}

/** Limits of a proxy. */
export interface ProxyLimits {
  /** Milliseconds that one call may take. */
  readonly callTimeout: number;
  /** Calls that reach the vendor at the same time. */
  readonly concurrency: number;
}

/** Methods whose answers depend on the plugin and its configuration alone: asked once, then answered from memory. */
const constant = new Set(['GetSchema', 'GetPluginInfo', 'Handshake', 'CheckConfig', 'DiffConfig', 'Configure']);

/**
 * Methods that make the plugin talk to the vendor. Check is none: it stays within the schema (pulumi/pulumi-terraform-bridge,
 * pkg/tfbridge/provider.go), and the engine waits for it before it turns to the next object.
 */
const vendorCalls = new Set(['Diff', 'Create', 'Read', 'Update', 'Delete', 'Invoke']);

/** Each engine attaches and cancels for itself; the plugin is everybody's. */
const perEngine = new Set(['Attach', 'Cancel']);

/** A call by the name of its method: `Create`. */
export type Ask = (method: string, request: Buffer) => Promise<Buffer>;

/** A plugin that runs as a process, asked at its port. */
export function askPlugin(
  port: number,
  { callTimeout }: Pick<ProxyLimits, 'callTimeout'>,
): { ask: Ask; close(): void } {
  const paths = unaryPaths();
  const channel = new RpcChannel(`127.0.0.1:${port}`);
  return {
    ask: (method, request) => call(channel, paths.get(method) ?? '', request, callTimeout),
    close: () => channel.close(),
  };
}

/**
 * Stands between the engine and who manages a vendor's objects. Bytes pass as they are, but for changes at the vendor: those pass the stack's
 * guard first. One plugin serves the engines of all units; each engine is told apart by the stack in its URNs.
 */
export function guarded(
  ask: Ask,
  watchOf: (stack: string) => StackWatch | undefined,
  { concurrency }: Pick<ProxyLimits, 'concurrency'>,
): Ask {
  const slots = new Slots(concurrency);
  const answers = new Map<string, Promise<Buffer>>();
  const nothing = Buffer.from(new empty.Empty().serializeBinary());
  const changes = new ObjectCalls(ask, watchOf);
  return async (method, request) => {
    if (perEngine.has(method)) return nothing;
    if (constant.has(method)) return remembered(answers, method, request, ask);
    if (!vendorCalls.has(method)) return ask(method, request);
    return slots.use(() => changes.pass(method, request));
  };
}

/** Serves the calls of a provider on loopback. */
export async function serveProvider(ask: Ask): Promise<RpcServer> {
  const methods = new Map([...unaryPaths()].map(([method, path]) => [path, method]));
  return serveBytes((path) =>
    unaryBytes((request) => {
      const method = methods.get(path);
      if (method === undefined) throw new RpcError(rpcStatus.unimplemented, `${path} does not pass.`);
      return ask(method, request);
    }),
  );
}

/** Paths of the service's methods with one message each way, by name. */
function unaryPaths(): Map<string, string> {
  const definitions = Object.values(providerService.ResourceProviderService) as unknown as readonly {
    readonly path: string;
    readonly requestStream: boolean;
    readonly responseStream: boolean;
  }[];
  const unary = definitions.filter(({ requestStream, responseStream }) => !requestStream && !responseStream);
  return new Map(unary.map(({ path }) => [path.slice(path.lastIndexOf('/') + 1), path]));
}

async function call(channel: RpcChannel, path: string, request: Buffer, timeout: number): Promise<Buffer> {
  try {
    return await channel.call(path, request, timeout);
  } catch (error) {
    if (error instanceof DeadlineError)
      throw new Error(`The vendor did not answer within ${timeout / 1000} s; whether it did anything is not known.`, {
        cause: error,
      });
    if (error instanceof ConnectionLostError) throw new PluginError(`The plugin is gone: ${error.message}`);
    throw error;
  }
}

/** @throws PluginError when the plugin would have to serve two configurations */
function remembered(answers: Map<string, Promise<Buffer>>, method: string, request: Buffer, ask: Ask): Promise<Buffer> {
  const key = `${method} ${method === 'Configure' ? '' : request.toString('base64')}`;
  let answer = answers.get(key);
  if (!answer) {
    answer = ask(method, request);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answer;
}

/** Calls that concern one object. */
class ObjectCalls {
  readonly #ask: Ask;
  readonly #watchOf: (stack: string) => StackWatch | undefined;
  /** By URN: why an object could not be compared. */
  readonly #incomparable = new Map<string, RpcError>();

  constructor(ask: Ask, watchOf: (stack: string) => StackWatch | undefined) {
    this.#ask = ask;
    this.#watchOf = watchOf;
  }

  async pass(method: string, request: Buffer): Promise<Buffer> {
    const subject = subjectOf(method, request);
    if (!subject) return this.#ask(method, request);
    if (method === 'Diff') return this.#compare(subject, request);
    const mutation = mutationOf(method, subject);
    return mutation ? this.#mutate(method, mutation, request) : this.#preview(method, subject, request);
  }

  /**
   * The engine ends a whole run when it cannot compare one object. It is told that something differs, and meets the vendor's words when it
   * changes that object, so that all others are still looked at.
   */
  async #compare({ urn }: Subject, request: Buffer): Promise<Buffer> {
    this.#incomparable.delete(urn);
    try {
      return await this.#ask('Diff', request);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.#incomparable.set(urn, error);
      return somethingDiffers();
    }
  }

  /** A preview ends with the first object that the vendor refuses, too; a plan names them all. */
  async #preview(method: string, { urn }: Subject, request: Buffer): Promise<Buffer> {
    const refused = this.#watchOf(stackOfUrn(urn))?.refused;
    try {
      return await this.#planned(method, urn, request);
    } catch (error) {
      if (!refused || !(error instanceof RpcError)) throw error;
      refused(urn, error.message);
      return asAsked(method, request);
    }
  }

  async #planned(method: string, urn: string, request: Buffer): Promise<Buffer> {
    const known = this.#incomparable.get(urn);
    if (method === 'Update' && known) throw known;
    return this.#ask(method, request);
  }

  async #mutate(method: string, mutation: Mutation, request: Buffer): Promise<Buffer> {
    const { urn } = mutation;
    const guard = this.#watchOf(stackOfUrn(urn))?.guard;
    if (!guard) throw new Error(`Nothing may be changed in ${stackOfUrn(urn)} now.`);
    const known = this.#incomparable.get(urn);
    if (method === 'Update' && known) throw known;
    await guard.before(mutation);
    try {
      const response = await this.#ask(method, request);
      await guard.done(mutation, mutation.id ?? createdId(response));
      return response;
    } catch (error) {
      const better = await guard.failed(mutation, error instanceof Error ? error.message : String(error));
      const response = better && (await this.#instead(better, mutation));
      if (!response) throw error;
      await guard.done(mutation, better.adopt ?? mutation.id ?? '');
      return response;
    }
  }

  /** The answer that the engine gets instead of an error that says less than we know. */
  async #instead(
    better: { readonly adopt?: string; readonly gone?: boolean },
    mutation: Mutation,
  ): Promise<Buffer | undefined> {
    if (mutation.kind === 'delete' && better.gone) return Buffer.from(new empty.Empty().serializeBinary());
    if (better.adopt === undefined) return undefined;
    return createdByRead(await this.#ask('Read', readRequest(mutation.urn, better.adopt)));
  }
}
