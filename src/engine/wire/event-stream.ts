import { BinaryReader } from 'google-protobuf';
import type { EngineEvent } from './events.ts';
import { empty, type RpcServer } from './protocol.ts';
import { serveBytes } from './rpc-bytes.ts';

/** How a preview says what comes out of a step, which is what it said before the step; the order is that of the engine's struct. */
const repetition = /^\{"sequence":\d+,"timestamp":\d+,"resOutputsEvent":.*"planning":true\}\}$/s;

/**
 * Receives the engine's events as they happen: the CLI sends them to `--event-log tcp://127.0.0.1:PORT` (since 3.206), all in one call. What a
 * preview repeats is dropped unread: it is half of everything. A CLI that is killed breaks the call; its exit is what counts.
 */
export async function serveEvents(receive: (event: EngineEvent) => void): Promise<RpcServer> {
  const nothing = Buffer.from(new empty.Empty().serializeBinary());
  return serveBytes(() => ({
    receive: (message) => {
      const text = textOf(message);
      if (!repetition.test(text)) receive(JSON.parse(text) as EngineEvent);
    },
    answer: () => Promise.resolve(nothing),
  }));
}

/** `event`, the only field of `EventRequest` (pulumi/pulumi, proto/pulumi/events.proto). */
function textOf(message: Buffer): string {
  const reader = new BinaryReader(new Uint8Array(message.buffer, message.byteOffset, message.length));
  let text = '';
  while (reader.nextField())
    if (reader.getFieldNumber() === 1) text = Buffer.from(reader.readBytes()).toString('utf8');
    else reader.skipField();
  return text;
}
