import type { Seconds } from './duration.ts';

const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** `1h30m` or a bare number in seconds; undefined when it is neither. https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations */
export function promqlSeconds(text: string): Seconds | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.map(([whole]) => whole).join('') !== text || text === '') return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

/** `1h30m`, `59s999ms`: a length of time as rule files and PromQL write it. */
export function promqlDuration(seconds: Seconds): string {
  let rest = Math.round(seconds * 1000);
  const parts = (['d', 'h', 'm', 's', 'ms'] as const).map((unit) => {
    const size = (units[unit] ?? 1) * 1000;
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}
