import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import grpc from '@grpc/grpc-js';
import resourceProvider from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import { DatadogProvider } from './provider.ts';
import type { PackageSchema } from './schema/types.ts';
import { providerService } from './service.ts';

/** Pulumi's contract: serve `ResourceProvider` on loopback, and say the port first of all. The schema lies beside the program. */
const folder = path.dirname(realpathSync(process.argv[1] ?? ''));
const schema = JSON.parse(readFileSync(path.join(folder, 'schema.json'), 'utf8')) as PackageSchema;
const largest = 400 * 1024 * 1024;
const server = new grpc.Server({
  'grpc.max_receive_message_length': largest,
  'grpc.max_send_message_length': largest,
});
server.addService(
  resourceProvider.ResourceProviderService as unknown as grpc.ServiceDefinition,
  providerService(new DatadogProvider(schema)),
);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
