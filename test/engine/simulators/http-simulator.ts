import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as a simulator saw it, with what it answered. */
export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  /** The body as it came. */
  readonly text: string;
  /** Status that was sent; 0 while none was. */
  status: number;
  /** The fault that was played, when one was. */
  fault?: FaultKind;
}

/** What an API may answer. A body that is neither undefined nor text is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What goes wrong. `status` answers without doing anything; `close` ends the connection before anything is done; `commit-then-status`
 * does the work and answers something else; `commit-then-close` does it and answers nothing; `cut-body` does it and sends half of the
 * answer; `delay` waits first; `silent` does nothing and never answers; `commit-then-silent` does the work and never answers.
 */
export type FaultKind =
  | 'status'
  | 'close'
  | 'commit-then-status'
  | 'commit-then-close'
  | 'cut-body'
  | 'delay'
  | 'silent'
  | 'commit-then-silent';

/** A fault and the requests that it hits. */
export interface Fault {
  readonly kind: FaultKind;
  readonly method?: string;
  readonly path?: RegExp;
  /** Matching requests to let pass first; default 0. */
  readonly after?: number;
  /** Matching requests to hit; default 1. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ms?: number;
}

/** Looks on, and may take its time. */
export type RequestObserver = (request: SeenRequest, when: 'before' | 'after') => void | Promise<void>;

/** A vendor's API on loopback. */
export interface HttpSimulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly host: string;
  readonly requests: SeenRequest[];
  /** Adds a fault; returns a function that removes it. */
  fault(fault: Fault): () => void;
  clearFaults(): void;
  /** Called before a request is dealt with and again after it, before the answer is sent; an answer waits for it. */
  observe(observer: RequestObserver | undefined): void;
  close(): Promise<void>;
}

/**
 * Serves `answer` on loopback: bodies parsed (malformed JSON is answered with 400 by `malformed`), requests recorded, faults played. An
 * exception in `answer` becomes a 500 with its text, and is kept as the reply so that a test can see it.
 */
export async function startHttpSimulator(
  answer: (request: SeenRequest) => Reply | Promise<Reply>,
  options: { readonly port?: number; readonly malformed?: Reply } = {},
): Promise<HttpSimulator> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let faults: { readonly fault: Fault; seen: number }[] = [];
  let observer: RequestObserver | undefined;
  const watch: RequestObserver = (request, when) => observer?.(request, when);
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, requests, answer, options.malformed, (seen) => takeFault(faults, seen), watch);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    fault: (fault) => {
      const entry = { fault, seen: 0 };
      faults.push(entry);
      return () => (faults = faults.filter((one) => one !== entry));
    },
    clearFaults: () => (faults = []),
    observe: (one) => (observer = one),
    close: () => close(server, sockets),
  };
}

function takeFault(faults: readonly { readonly fault: Fault; seen: number }[], seen: SeenRequest): Fault | undefined {
  for (const entry of faults) {
    const { method, path, after = 0, times = 1 } = entry.fault;
    if ((method !== undefined && method !== seen.method) || (path && !path.test(seen.path))) continue;
    entry.seen += 1;
    if (entry.seen > after && entry.seen <= after + times) return entry.fault;
  }
  return undefined;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  requests: SeenRequest[],
  answer: (request: SeenRequest) => Reply | Promise<Reply>,
  malformed: Reply = { status: 400, body: { message: 'The body is not JSON.' } },
  fault: (seen: SeenRequest) => Fault | undefined,
  watch: RequestObserver,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  let body: unknown;
  let readable = true;
  try {
    const isForm = incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    body = text === '' || isForm ? undefined : JSON.parse(text);
  } catch {
    readable = false;
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const seen: SeenRequest = {
    at: Date.now(),
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    text,
    status: 0,
  };
  requests.push(seen);
  const played = fault(seen);
  if (played) seen.fault = played.kind;
  if (played?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, played.ms ?? 1000));
  if (played?.kind === 'silent') return;
  if (played?.kind === 'close') return void incoming.socket.destroy();
  if (played?.kind === 'status') return send(outgoing, seen, faultReply(played));
  await watch(seen, 'before');
  let reply: Reply;
  try {
    reply = readable ? await answer(seen) : malformed;
  } catch (error) {
    reply = { status: 500, body: { message: String(error) } };
  }
  await watch(seen, 'after');
  if (played?.kind === 'commit-then-silent') return;
  if (played?.kind === 'commit-then-close') return void incoming.socket.destroy();
  if (played?.kind === 'commit-then-status') return send(outgoing, seen, faultReply(played));
  if (played?.kind === 'cut-body') return cut(incoming, outgoing, seen, reply);
  send(outgoing, seen, reply);
}

function faultReply(fault: Fault): Reply {
  return {
    status: fault.status ?? 500,
    body: fault.body ?? { message: `fault: ${fault.kind}` },
    ...(fault.headers ? { headers: fault.headers } : {}),
  };
}

function encoded(reply: Reply): { readonly text: string; readonly headers: Record<string, string> } {
  const { body } = reply;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    text,
    headers: {
      ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
      'content-length': String(Buffer.byteLength(text)),
      ...reply.headers,
    },
  };
}

function send(outgoing: ServerResponse, seen: SeenRequest, reply: Reply): void {
  const { text, headers } = encoded(reply);
  seen.status = reply.status;
  outgoing.writeHead(reply.status, reply.status === 204 ? reply.headers : headers);
  outgoing.end(reply.status === 204 ? undefined : text);
}

function cut(incoming: IncomingMessage, outgoing: ServerResponse, seen: SeenRequest, reply: Reply): void {
  const { text, headers } = encoded(reply);
  seen.status = reply.status;
  outgoing.writeHead(reply.status, headers);
  outgoing.write(text.slice(0, Math.floor(text.length / 2)), () => incoming.socket.destroy());
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
