import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What others may ask the watch. */
export interface Answers {
  /** Prometheus' text. */
  metrics(): string;
  /** Why the watch does not do its work; empty when it does. */
  complaints(): readonly string[];
  /** Whether this instance writes, or waits for the one that does. */
  role(): 'holder' | 'standby';
}

/** A server of `/metrics` and `/healthz`. */
export interface StatusServer {
  /** `127.0.0.1:9619` */
  readonly address: string;
  close(): Promise<void>;
}

/** An address that cannot be listened on; the message says which and why. */
export class ListenError extends Error {}

/**
 * Serves metrics and health. Nothing else is answered, and nothing is read but the first line of a request.
 * @param patience milliseconds within which whoever connects has to have asked: places are few
 * @throws ListenError
 */
export async function serveStatus(
  host: string,
  port: number,
  answers: Answers,
  patience = 5_000,
): Promise<StatusServer> {
  const server = createServer({ connectionsCheckingInterval: patience / 2 }, (request, response) => {
    const [status, type, text] = answer(request.method ?? '', request.url ?? '', answers);
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  });
  server.requestTimeout = patience;
  server.headersTimeout = patience;
  server.maxConnections = 64;
  await listen(server, host, port);
  const { address, port: own, family } = server.address() as AddressInfo;
  return {
    address: family === 'IPv6' ? `[${address}]:${own}` : `${address}:${own}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(method: string, url: string, answers: Answers): [number, string, string] {
  if (method !== 'GET' && method !== 'HEAD') return [405, 'text/plain', 'Only GET is answered.\n'];
  const path = url.split('?')[0];
  if (path === '/metrics') return [200, 'text/plain; version=0.0.4', answers.metrics()];
  if (path !== '/healthz') return [404, 'text/plain', 'There are /metrics and /healthz.\n'];
  const complaints = answers.complaints();
  const body = { status: complaints.length === 0 ? 'ok' : 'failing', role: answers.role(), complaints };
  return [complaints.length === 0 ? 200 : 503, 'application/json', `${JSON.stringify(body)}\n`];
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ListenError(
          `${host}:${port} cannot be listened on: ${error.code ?? error.message}. Choose another with --listen.`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
}
