import { spawn } from 'node:child_process';
import grpc from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import resourceProvider from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import { type Properties, toProperties, toStruct } from './values.ts';

/** A plugin that runs, and its calls in plain values, as the engine makes them. */
export interface PluginClient {
  schema(): Promise<Record<string, Record<string, unknown>>>;
  configure(config: Properties): Promise<void>;
  check(urn: string, inputs: Properties, before?: Properties): Promise<{ inputs: Properties; failures: string[] }>;
  /** Kinds of changes by path: `update`, `update-replace`, … */
  diff(urn: string, id: string, state: Properties, inputs: Properties): Promise<Record<string, string>>;
  create(urn: string, inputs: Properties, preview?: boolean): Promise<{ id: string; state: Properties }>;
  read(urn: string, id: string, state?: Properties, inputs?: Properties): Promise<Read>;
  update(urn: string, id: string, state: Properties, inputs: Properties, preview?: boolean): Promise<Properties>;
  delete(urn: string, id: string, state: Properties): Promise<void>;
  close(): void;
}

interface Read {
  readonly id: string;
  readonly state: Properties;
  readonly inputs: Properties;
}

type Unary = (request: unknown, done: (error: Error | null, response: never) => void) => void;

/** Starts a plugin's executable with exactly this environment. */
export async function startPlugin(file: string, env: Readonly<Record<string, string>>): Promise<PluginClient> {
  const child = spawn(file, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`The plugin ended with ${code}.`)));
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  const Client = resourceProvider.ResourceProviderClient as unknown as grpc.ServiceClientConstructor;
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = <T>(method: string, request: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      (client[method] as Unary).call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  return {
    ...calls(call),
    close: () => {
      client.close();
      child.kill();
    },
  };
}

function calls(call: <T>(method: string, request: unknown) => Promise<T>): Omit<PluginClient, 'close'> {
  return {
    schema: async () => {
      const response = await call<provider.GetSchemaResponse>('getSchema', new provider.GetSchemaRequest());
      return JSON.parse(response.getSchema()) as Record<string, Record<string, unknown>>;
    },
    configure: async (config) => {
      await call<empty.Empty>('configure', new provider.ConfigureRequest().setArgs(toStruct(config)));
    },
    check: async (urn, inputs, before = {}) => {
      const request = new provider.CheckRequest().setUrn(urn).setNews(toStruct(inputs)).setOlds(toStruct(before));
      const response = await call<provider.CheckResponse>('check', request);
      const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
      return { inputs: toProperties(response.getInputs()), failures };
    },
    diff: async (urn, id, state, inputs) => {
      const request = new provider.DiffRequest()
        .setUrn(urn)
        .setId(id)
        .setOlds(toStruct(state))
        .setNews(toStruct(inputs));
      const response = await call<provider.DiffResponse>('diff', request);
      const kinds: Record<string, string> = {};
      response.getDetaileddiffMap().forEach((one, path) => {
        kinds[path] = kindName(one.getKind());
      });
      return kinds;
    },
    create: async (urn, inputs, preview = false) => {
      const request = new provider.CreateRequest().setUrn(urn).setProperties(toStruct(inputs)).setPreview(preview);
      const response = await call<provider.CreateResponse>('create', request);
      return { id: response.getId(), state: toProperties(response.getProperties()) };
    },
    read: async (urn, id, state = {}, inputs = {}) => {
      const request = new provider.ReadRequest().setUrn(urn).setId(id);
      const filled = request.setProperties(toStruct(state)).setInputs(toStruct(inputs));
      const response = await call<provider.ReadResponse>('read', filled);
      const [found, said] = [toProperties(response.getProperties()), toProperties(response.getInputs())];
      return { id: response.getId(), state: found, inputs: said };
    },
    update: async (urn, id, state, inputs, preview = false) => {
      const request = new provider.UpdateRequest().setUrn(urn).setId(id).setPreview(preview);
      const filled = request.setOlds(toStruct(state)).setNews(toStruct(inputs));
      return toProperties((await call<provider.UpdateResponse>('update', filled)).getProperties());
    },
    delete: async (urn, id, state) => {
      const request = new provider.DeleteRequest().setUrn(urn).setId(id).setProperties(toStruct(state));
      await call<empty.Empty>('delete', request);
    },
  };
}

function kindName(kind: provider.PropertyDiff.Kind): string {
  const { Kind } = provider.PropertyDiff;
  const name = Object.entries(Kind).find(([, value]) => value === kind)?.[0] ?? '';
  return name.toLowerCase().replace('_', '-');
}
