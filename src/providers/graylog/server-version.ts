import type { Fields, RestClient } from '../rest-vendor.ts';

/** What differs between servers. */
export interface ServerVersion {
  /** `6.1`, for messages. */
  readonly name: string;
  /** Whether what is created is wrapped in `entity`, beside what it is shared with. UPGRADING.md of 6.3 */
  readonly wraps: boolean;
  /** Whether series say `type`, as they do where percentiles can be compared; `function` before. graylog2-server, pull request 15863 (5.2) */
  readonly typedSeries: boolean;
  /** Whether a request has a body of one's own. HTTPEventNotificationConfigV2.java (6.0) */
  readonly ownBodies: boolean;
}

const known = new WeakMap<RestClient['request'], Promise<ServerVersion>>();

/** Asked once for all objects of an account. */
export function serverVersion(client: RestClient): Promise<ServerVersion> {
  let version = known.get(client.request);
  if (!version) {
    version = client.request('GET', '/system').then(({ body }) => versionOf(String((body as Fields)['version'])));
    known.set(client.request, version);
    version.catch(() => known.delete(client.request));
  }
  return version;
}

/** @param version `6.3.1+7b1a9aa` */
export function versionOf(version: string): ServerVersion {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const isAtLeast = (wanted: number, wantedMinor: number): boolean =>
    major > wanted || (major === wanted && minor >= wantedMinor);
  return {
    name: `${major}.${minor}`,
    wraps: isAtLeast(6, 3),
    typedSeries: isAtLeast(5, 2),
    ownBodies: isAtLeast(6, 0),
  };
}
