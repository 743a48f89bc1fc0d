import type { Answer } from '../http-client.ts';

/** Why something of a broker was not seen. */
export type Trouble = 'unreachable' | 'no-queues' | 'credentials' | 'definitions';

/** A part of a broker that was not seen. */
export interface Unseen {
  /** A virtual host; absent for the nodes, or for everything. */
  readonly vhost?: string;
  readonly trouble: Trouble;
  /** A sentence for people. */
  readonly reason: string;
}

/** What an answer that is none says. 401 also means that a user has no permissions in a virtual host. */
export function refusedBy({ status, body }: Answer, path: string, vhost?: string): Unseen {
  const { reason } = (body ?? {}) as { reason?: unknown };
  const words = typeof reason === 'string' ? `: ${reason.slice(0, 200)}` : '';
  const isLogin = status === 401 && reason === 'Login failed';
  return {
    ...(vhost === undefined ? {} : { vhost }),
    trouble: isLogin ? 'credentials' : 'unreachable',
    reason: `GET ${path} was answered with ${status}${words === '' ? hintOf(status) : words}`,
  };
}

/** The management API gives reasons, and never redirects: something else answers there. */
function hintOf(status: number): string {
  if (status >= 300 && status < 500) return ', which is not how the management API answers: is it its address?';
  return status === 200 ? ', and not with what the management API tells: is it its address?' : '';
}
