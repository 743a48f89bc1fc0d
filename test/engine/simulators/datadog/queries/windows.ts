import { invalidQuery } from './comparison.ts';

const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10080 };

/** Minutes of `5m`, `4h`, `1d`, `1w`. */
export function windowMinutes(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)(m|h|d|w)$/.exec(text) ?? invalidQuery(`invalid time window: ${text}`);
  return Number(count) * (minutesOf[unit] ?? 0);
}

/** Refuses a window that is not between a minute and a number of minutes. */
export function checkWindow(text: string, most: number): void {
  const minutes = windowMinutes(text);
  if (minutes < 1 || minutes > most) invalidQuery(`the time window ${text} is not between 1 and ${most} minutes`);
}
