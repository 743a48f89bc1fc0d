/** A limit of requests per endpoint. */
export interface RateLimit {
  readonly limit: number;
  readonly periodSeconds: number;
}

/** What is left of it after a request. */
export interface RateState {
  readonly exceeded: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests per endpoint in periods aligned with the clock; `X-RateLimit-Reset` is seconds until the next period.
 * Source: https://docs.datadoghq.com/api/latest/rate-limits/.
 */
export function rateLimiter({ limit, periodSeconds }: RateLimit): (name: string) => RateState {
  const counts = new Map<string, { period: number; used: number }>();
  return (name) => {
    const now = Date.now() / 1000;
    const period = Math.floor(now / periodSeconds);
    const before = counts.get(name);
    const used = (before?.period === period ? before.used : 0) + 1;
    counts.set(name, { period, used });
    return {
      exceeded: used > limit,
      headers: {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Period': String(periodSeconds),
        'X-RateLimit-Remaining': String(Math.max(0, limit - used)),
        'X-RateLimit-Reset': String(Math.max(1, Math.ceil((period + 1) * periodSeconds - now))),
        'X-RateLimit-Name': name,
      },
    };
  };
}
