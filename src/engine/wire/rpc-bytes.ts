import {
  constants,
  connect,
  createServer,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { RpcServer } from './protocol.ts';

/**
 * gRPC over HTTP/2 in bytes (grpc/grpc, doc/PROTOCOL-HTTP2.md), for what happens once per object and more: each of 2,000 objects is five calls.
 * A call costs half of what it costs in grpc-js, which has interceptors, credentials and balancers on the way.
 */

/** Status codes of gRPC (grpc/grpc, doc/statuscodes.md). */
export const rpcStatus = { unknown: 2, failedPrecondition: 9, unimplemented: 12, internal: 13 } as const;

/** A call that failed, as gRPC says it. */
export class RpcError extends Error {
  readonly code: number;
  /** `grpc-status-details-bin`, as it came. */
  readonly details: string | undefined;

  constructor(code: number, message: string, details?: string) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** What ended before it answered. */
export class ConnectionLostError extends Error {}

/** A call that was not answered in time. */
export class DeadlineError extends Error {}

/** Flow control lets one message of this size through without waiting; larger ones take more turns. */
const window = 4 * 1024 * 1024;

const sessionOptions = { settings: { initialWindowSize: window }, maxSessionMemory: Number.MAX_SAFE_INTEGER } as const;

const contentType = 'application/grpc';

/** What answers a call. */
export interface CallHandler {
  /** Told of each message as it comes. */
  receive(message: Buffer): void;
  /** The answer, once all messages have come. Errors: an {@link RpcError} as it is, anything else as FAILED_PRECONDITION. */
  answer(): Promise<Buffer>;
}

/** Serves calls with one answer on loopback, by their paths, e.g. `/pulumirpc.ResourceProvider/Check`. */
export async function serveBytes(open: (path: string) => CallHandler): Promise<RpcServer> {
  const server = createServer(sessionOptions);
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => serveCall(stream, open(String(headers[':path']))));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      for (const session of sessions) session.destroy();
    },
  };
}

function serveCall(stream: ServerHttp2Stream, handler: CallHandler): void {
  const messages = new Messages((message) => handler.receive(message));
  const fail = (error: unknown): void => {
    if (!stream.destroyed) stream.respond(failure(error), { endStream: true });
  };
  // Who is ended resets its calls: nobody waits for their answers.
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => messages.push(chunk));
  stream.on('end', () => {
    if (messages.broken) return fail(messages.broken);
    handler.answer().then((response) => {
      if (stream.destroyed) return;
      stream.respond({ ':status': 200, 'content-type': contentType }, { waitForTrailers: true });
      stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(framed(response));
    }, fail);
  });
}

/** A handler of calls with one message each way. */
export function unaryBytes(handle: (request: Buffer) => Promise<Buffer>): CallHandler {
  const received: Buffer[] = [];
  return {
    receive: (message) => received.push(message),
    answer: async () => handle(only(received)),
  };
}

function failure(error: unknown): Record<string, string | number> {
  const known = error instanceof RpcError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return {
    ':status': 200,
    'content-type': contentType,
    'grpc-status': String(known?.code ?? rpcStatus.failedPrecondition),
    'grpc-message': encoded(message),
    ...(known?.details === undefined ? {} : { 'grpc-status-details-bin': known.details }),
  };
}

/** A server of gRPC on loopback, as its client sees it. */
export class RpcChannel {
  readonly #session: ClientHttp2Session;

  /** @param address `127.0.0.1:PORT` */
  constructor(address: string) {
    this.#session = connect(`http://${address}`, sessionOptions);
    // Calls that are open hear of it by themselves.
    this.#session.on('error', () => undefined);
  }

  /**
   * Asks and waits, no longer than `timeout` milliseconds when there is one.
   * @throws RpcError what the server says; ConnectionLostError, DeadlineError
   */
  call(path: string, request: Uint8Array, timeout?: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#session.destroyed || this.#session.closed) return reject(new ConnectionLostError('it is not there'));
      const stream = this.#session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': contentType,
        te: 'trailers',
      });
      const received: Buffer[] = [];
      const messages = new Messages((message) => received.push(message));
      let status: IncomingHttpHeaders = {};
      let lost = 'it closed the connection';
      const expire = (): void => {
        reject(new DeadlineError());
        stream.close(constants.NGHTTP2_CANCEL);
      };
      const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
      stream.on('response', (headers) => (status = { ...headers, ...status }));
      stream.on('trailers', (trailers) => (status = { ...status, ...trailers }));
      stream.on('data', (chunk: Buffer) => messages.push(chunk));
      stream.on('error', (error) => (lost = error.message));
      stream.on('close', () => {
        clearTimeout(timer);
        const code = status['grpc-status'];
        if (code === undefined) return reject(new ConnectionLostError(lost));
        if (code !== '0') return reject(errorOf(status));
        try {
          resolve(only(received));
        } catch (error) {
          reject(error as Error);
        }
      });
      stream.end(framed(request));
    });
  }

  close(): void {
    this.#session.destroy();
  }
}

function errorOf(status: IncomingHttpHeaders): RpcError {
  const details = status['grpc-status-details-bin'];
  return new RpcError(Number(status['grpc-status']), decoded(status['grpc-message']), details?.toString());
}

/** Everything but printable ASCII, and the percent sign itself, as the percent-encoded bytes of its UTF-8. */
function encoded(message: string): string {
  const wellFormed = message.replace(/\p{Surrogate}/gu, '\u{fffd}');
  return wellFormed.replace(/[^ -~]+|%/gu, encodeURIComponent);
}

function decoded(message: string | string[] | undefined): string {
  const text = String(message ?? '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A message goes after a byte that says whether it is compressed, and its length in four bytes. */
function framed(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(prefix + message.length);
  frame.writeUInt8(0, 0);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, prefix);
  return frame;
}

const prefix = 5;

/** Puts messages together from the pieces in which they come. */
class Messages {
  readonly #receive: (message: Buffer) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = prefix;
  /** Set when a message came that is compressed: nobody asks for those. */
  broken: RpcError | undefined;

  constructor(receive: (message: Buffer) => void) {
    this.#receive = receive;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed || this.broken) return;
    let bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      if (bytes.length >= prefix && bytes.readUInt8(0) !== 0)
        this.broken = new RpcError(rpcStatus.unimplemented, 'Messages must not be compressed.');
      this.#needed = bytes.length < prefix ? prefix : prefix + bytes.readUInt32BE(1);
      if (bytes.length < this.#needed || this.broken) break;
      this.#receive(bytes.subarray(prefix, this.#needed));
      bytes = bytes.subarray(this.#needed);
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#length = bytes.length;
  }
}

/** @throws RpcError when there is not exactly one message */
function only(messages: readonly Buffer[]): Buffer {
  const [message] = messages;
  if (message === undefined || messages.length > 1) throw new RpcError(rpcStatus.internal, 'A call has one message.');
  return message;
}
