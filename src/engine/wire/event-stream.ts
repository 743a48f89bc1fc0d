import type { EngineEvent } from './events.ts';
import { empty, eventsService, grpc, serve, type RpcServer } from './protocol.ts';

/** Receives the engine's events as they happen: the CLI sends them to `--event-log tcp://127.0.0.1:PORT` (since 3.206). */
export async function serveEvents(receive: (event: EngineEvent) => void): Promise<RpcServer> {
  return serve((server) =>
    server.addService(eventsService.EventsService as unknown as grpc.ServiceDefinition, {
      streamEvents: (
        call: grpc.ServerReadableStream<{ getEvent(): string }, unknown>,
        callback: grpc.sendUnaryData<unknown>,
      ) => {
        call.on('data', (request: { getEvent(): string }) => receive(JSON.parse(request.getEvent()) as EngineEvent));
        call.on('end', () => callback(null, new empty.Empty()));
        // A CLI that is killed ends the stream with an error; its exit is what counts.
        call.on('error', () => undefined);
      },
    }),
  );
}
