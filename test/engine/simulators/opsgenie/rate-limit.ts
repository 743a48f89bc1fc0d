/** A limit of requests per domain of the API. */
export interface RateLimit {
  readonly limit: number;
  readonly periodSeconds: number;
}

const domains: readonly (readonly [RegExp, string])[] = [
  [/^\/v2\/alerts/, 'alert'],
  [/^\/v2\/heartbeats/, 'heartbeat'],
  [/^\/v2\/integrations\/[^/]+\/actions/, 'integration configuration'],
  [/^\/v2\/integrations/, 'integration'],
  [/^\/v2\/schedules\/.*(on-calls|timeline)/, 'schedule-oncalls'],
  [/^\/v1\/incidents/, 'incident'],
];

/** The domain that a request counts for: https://docs.opsgenie.com/docs/api-rate-limiting */
export function domainOf(path: string): string {
  return domains.find(([pattern]) => pattern.test(path))?.[1] ?? 'configuration';
}

/** Counts requests per domain in periods that start with a request; says whether one is too many. */
export function rateLimiter({ limit, periodSeconds }: RateLimit): (domain: string) => boolean {
  const counts = new Map<string, { since: number; used: number }>();
  return (domain) => {
    const now = Date.now();
    const before = counts.get(domain);
    const current = before && now < before.since + periodSeconds * 1000 ? before : { since: now, used: 0 };
    current.used += 1;
    counts.set(domain, current);
    return current.used > limit;
  };
}
