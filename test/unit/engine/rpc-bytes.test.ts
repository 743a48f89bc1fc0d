import grpc from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from 'vitest';
import {
  ConnectionLostError,
  DeadlineError,
  RpcChannel,
  RpcError,
  rpcStatus,
  serveBytes,
  unaryBytes,
} from '../../../src/engine/wire/rpc-bytes.ts';

const path = '/test.Service/Echo';
const same = (bytes: Buffer): Buffer => bytes;
const codec = {
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
};
const unary = { path, requestStream: false, responseStream: false, ...codec };
const streaming = { path: '/test.Service/Stream', requestStream: true, responseStream: false, ...codec };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server of grpc-js, the oracle of the client. */
async function oracleServer(answer: grpc.handleUnaryCall<Buffer, Buffer>): Promise<RpcChannel> {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
  server.addService({ echo: unary }, { echo: answer });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const channel = new RpcChannel(`127.0.0.1:${port}`);
  closing.push(
    () => channel.close(),
    () => server.forceShutdown(),
  );
  return channel;
}

type Ask = (bytes: Buffer) => Promise<Buffer>;

/** A client of grpc-js, the oracle of the server. */
async function oracleClient(handle: (request: Buffer) => Promise<Buffer>): Promise<Ask> {
  const server = await serveBytes(() => unaryBytes(handle));
  const Client = grpc.makeGenericClientConstructor({ echo: unary }, 'Service');
  const client = new Client(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
  });
  closing.push(
    () => client.close(),
    () => server.stop(),
  );
  const echo = client['echo'] as (request: Buffer, done: grpc.requestCallback<Buffer>) => void;
  return (bytes) =>
    new Promise((resolve, reject) =>
      echo.call(client, bytes, (error, response) => (error ? reject(error) : resolve(response as Buffer))),
    );
}

const messages = [
  ['nothing', Buffer.alloc(0)],
  ['a byte', Buffer.from([7])],
  ['more than a frame', Buffer.alloc(40_000, 'frame')],
  ['more than a window', Buffer.alloc(12_000_000, 'window')],
] as const;

describe('calls in bytes', () => {
  test.each(messages)('reach a server of grpc-js and come back: %s', async (_, message) => {
    const channel = await oracleServer(({ request }, done) => done(null, request));
    expect((await channel.call(path, message)).equals(message)).toBe(true);
  });

  test.each(messages)('come from a client of grpc-js and are answered: %s', async (_, message) => {
    const ask = await oracleClient((request) => Promise.resolve(request));
    expect((await ask(message)).equals(message)).toBe(true);
  });

  test('many at a time are told apart', async () => {
    const channel = await oracleServer(({ request }, done) => setImmediate(() => done(null, request)));
    const sent = Array.from({ length: 500 }, (_, index) => Buffer.from(String(index)));
    const received = await Promise.all(sent.map((message) => channel.call(path, message)));
    expect(received.map(String)).toEqual(sent.map(String));
  });

  const words = 'Ça ne va pas: 100 %\nnon "\u{1f6d1}"';

  test('errors of grpc-js keep code, words and details', async () => {
    const metadata = new grpc.Metadata();
    metadata.set('grpc-status-details-bin', Buffer.from('details'));
    const channel = await oracleServer((_, done) => done({ code: grpc.status.ABORTED, details: words, metadata }));
    const error = await channel.call(path, Buffer.alloc(1)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ code: grpc.status.ABORTED, message: words });
    expect(Buffer.from((error as RpcError).details ?? '', 'base64').toString()).toBe('details');
  });

  test('what a handler throws reaches a client of grpc-js', async () => {
    const details = Buffer.from('details').toString('base64');
    const ask = await oracleClient(() => Promise.reject(new RpcError(rpcStatus.unknown, words, details)));
    const error = (await ask(Buffer.alloc(1)).catch((caught: unknown) => caught)) as grpc.ServiceError;
    expect(error).toMatchObject({ code: grpc.status.UNKNOWN, details: words });
    expect(String(error.metadata.get('grpc-status-details-bin')[0])).toBe('details');
    const refusing = await oracleClient(() => Promise.reject(new Error('not planned')));
    await expect(refusing(Buffer.alloc(1))).rejects.toMatchObject({
      code: grpc.status.FAILED_PRECONDITION,
      details: 'not planned',
    });
  });

  test('that are not answered end in time; those of a server that goes end at once', async () => {
    const silent = await oracleServer(() => undefined);
    await expect(silent.call(path, Buffer.alloc(1), 20)).rejects.toBeInstanceOf(DeadlineError);
    const server = await serveBytes(() => unaryBytes(() => new Promise(() => setImmediate(() => server.stop()))));
    const channel = new RpcChannel(`127.0.0.1:${server.port}`);
    await expect(channel.call(path, Buffer.alloc(1))).rejects.toBeInstanceOf(ConnectionLostError);
    await expect(channel.call(path, Buffer.alloc(1))).rejects.toBeInstanceOf(ConnectionLostError);
  });

  test('messages of a stream come one by one, however they were cut', async () => {
    const received: Buffer[] = [];
    const server = await serveBytes(() => ({
      receive: (message) => received.push(Buffer.from(message)),
      answer: () => Promise.resolve(Buffer.from(String(received.length))),
    }));
    closing.push(() => server.stop());
    const Client = grpc.makeGenericClientConstructor({ stream: streaming }, 'Service');
    const client = new Client(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure());
    closing.push(() => client.close());
    const sent = Array.from({ length: 300 }, (_, index) => Buffer.alloc((index * 37) % 30_000, String(index)));
    const answer = await new Promise<Buffer>((resolve, reject) => {
      const open = client['stream'] as (done: grpc.requestCallback<Buffer>) => grpc.ClientWritableStream<Buffer>;
      const call = open.call(client, (error, response) => (error ? reject(error) : resolve(response as Buffer)));
      for (const message of sent) call.write(message);
      call.end();
    });
    expect(String(answer)).toBe('300');
    expect(received.every((message, index) => message.equals(sent[index] as Buffer))).toBe(true);
  });
});
