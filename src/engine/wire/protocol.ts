/**
 * The engine's protocols as `@pulumi/pulumi` ships them: generated stubs only. The SDK itself (400 ms, 80 MB) is never loaded; the build
 * bundles these files, so that an installation needs no Pulumi package.
 */
import grpc from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import alias from '@pulumi/pulumi/proto/alias_pb.js';
import eventsService from '@pulumi/pulumi/proto/events_grpc_pb.js';
import languageService from '@pulumi/pulumi/proto/language_grpc_pb.js';
import language from '@pulumi/pulumi/proto/language_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import providerService from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import resource from '@pulumi/pulumi/proto/resource_pb.js';
import resourceService from '@pulumi/pulumi/proto/resource_grpc_pb.js';

export {
  alias,
  empty,
  eventsService,
  grpc,
  language,
  languageService,
  plugin,
  provider,
  providerService,
  resource,
  resourceService,
  struct,
};

/** Messages carry whole schemas and graphs; gRPC's own limit is 4 MB, the SDK's is this one. */
const largestMessage = 400 * 1024 * 1024;

/** Options of every server and channel. */
export const channelOptions = {
  'grpc.max_receive_message_length': largestMessage,
  'grpc.max_send_message_length': largestMessage,
} as const;

/** A server on a free port of loopback. */
export interface RpcServer {
  readonly port: number;
  /** Ends it at once, open calls included. */
  stop(): void;
}

/** Serves `services` on loopback. */
export async function serve(add: (server: grpc.Server) => void): Promise<RpcServer> {
  const server = new grpc.Server(channelOptions);
  add(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}

/** Answers a unary call; what `handle` throws becomes the call's error. */
export function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.UNKNOWN, details: String((error as Error).message ?? error) }),
      );
  };
}
