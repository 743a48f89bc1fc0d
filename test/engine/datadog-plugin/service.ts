import grpc from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import { diffResponse } from './diff-response.ts';
import type { DatadogProvider } from './provider.ts';
import { type Properties, type Value, defined, isProperties, toProperties, toStruct } from './values.ts';

/** An answer to a call, from its request. */
type Answer = (request: never) => object | Promise<object>;

/** Implementation of the gRPC service `ResourceProvider`. Failures are `UNKNOWN`, with the vendor's words. */
export function providerService(datadog: DatadogProvider): grpc.UntypedServiceImplementation {
  const answers: Readonly<Record<string, Answer>> = {
    ...plain(datadog),
    ...configuration(datadog),
    ...objects(datadog),
  };
  const handlers = Object.entries(answers).map(([name, answer]) => [name, handler(answer)] as const);
  return Object.fromEntries(handlers) as unknown as grpc.UntypedServiceImplementation;
}

function handler(answer: Answer): grpc.handleUnaryCall<never, object> {
  return ({ request }, callback) => {
    void Promise.resolve()
      .then(() => answer(request))
      .then((response) => callback(null, response))
      .catch((error: Error) => callback({ code: grpc.status.UNKNOWN, message: error.message }));
  };
}

function plain(datadog: DatadogProvider): Record<string, Answer> {
  return {
    handshake: () => new provider.ProviderHandshakeResponse(),
    attach: () => new empty.Empty(),
    cancel: () => new empty.Empty(),
    getPluginInfo: () => new plugin.PluginInfo().setVersion(datadog.schema.version),
    getSchema: () => new provider.GetSchemaResponse().setSchema(JSON.stringify(datadog.schema)),
  };
}

/** Secrets arrive as plain values; the engine marks what comes back of them. */
function configuration(datadog: DatadogProvider): Record<string, Answer> {
  return {
    checkConfig: (request: provider.CheckRequest) => {
      const news = toProperties(request.getNews());
      const failures = Object.keys(news)
        .filter((name) => name !== 'version' && !(name in datadog.schema.provider.inputProperties))
        .map((name) => failure(name, `Invalid or unknown key: an unexpected argument "${name}" was provided`));
      return new provider.CheckResponse().setInputs(request.getNews()).setFailuresList(failures);
    },
    diffConfig: (request: provider.DiffRequest) => {
      const same = JSON.stringify(toProperties(request.getOlds())) === JSON.stringify(toProperties(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
      return new provider.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
    },
    configure: async (request: provider.ConfigureRequest) => {
      await datadog.configure(toProperties(request.getArgs()));
      return new provider.ConfigureResponse().setAcceptsecrets(false).setSupportspreview(true);
    },
  };
}

function objects(datadog: DatadogProvider): Record<string, Answer> {
  return {
    check: (request: provider.CheckRequest) => {
      const { inputs, problems } = datadog.check(request.getUrn(), toProperties(request.getNews()));
      const failures = problems.map(({ property, reason }) => failure(property, reason));
      return new provider.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures);
    },
    diff: async (request: provider.DiffRequest) => {
      const olds = toProperties(request.getOlds());
      const news = ignoring(toProperties(request.getNews()), olds, request.getIgnorechangesList());
      return diffResponse(await datadog.diff(request.getUrn(), request.getId(), olds, news));
    },
    create: async (request: provider.CreateRequest) => {
      const inputs = toProperties(request.getProperties());
      const response = new provider.CreateResponse();
      if (request.getPreview())
        return response.setProperties(toStruct(await datadog.previewCreate(request.getUrn(), inputs)));
      const { id, state } = await datadog.create(request.getUrn(), inputs);
      return response.setId(id).setProperties(toStruct({ ...state, id }));
    },
    read: async (request: provider.ReadRequest) => {
      const [state, inputs] = [toProperties(request.getProperties()), toProperties(request.getInputs())];
      const found = await datadog.read(request.getUrn(), request.getId(), state, inputs);
      if (!found) return new provider.ReadResponse();
      const response = new provider.ReadResponse().setId(request.getId());
      const properties = toStruct({ ...found.state, id: request.getId() });
      return response.setProperties(properties).setInputs(toStruct(found.inputs));
    },
    update: async (request: provider.UpdateRequest) => {
      const [olds, news] = [toProperties(request.getOlds()), toProperties(request.getNews())];
      const inputs = ignoring(news, olds, request.getIgnorechangesList());
      const state = request.getPreview()
        ? await datadog.previewUpdate(request.getUrn(), request.getId(), olds, inputs)
        : await datadog.update(request.getUrn(), request.getId(), inputs);
      return new provider.UpdateResponse().setProperties(toStruct({ ...state, id: request.getId() }));
    },
    delete: async (request: provider.DeleteRequest) => {
      await datadog.delete(request.getUrn(), request.getId(), toProperties(request.getProperties()));
      return new empty.Empty();
    },
  };
}

function failure(property: string, reason: string): provider.CheckFailure {
  return new provider.CheckFailure().setProperty(property).setReason(reason);
}

/** Inputs with the old values of properties whose changes are to be ignored; top-level ones and one level below. */
function ignoring(news: Properties, olds: Properties, paths: readonly string[]): Properties {
  return paths.reduce((inputs, path): Properties => {
    const [name = '', field] = path.split('.');
    const old: Value | undefined = olds[name];
    if (field === undefined) return defined({ ...inputs, [name]: old });
    const within = isProperties(inputs[name]) ? inputs[name] : {};
    return { ...inputs, [name]: defined({ ...within, [field]: isProperties(old) ? old[field] : undefined }) };
  }, news);
}
