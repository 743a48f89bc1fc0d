/** Lengths of time are seconds everywhere after parsing. */
export type Seconds = number;

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const pattern = /^(\d{1,6})(s|m|h|d|w)$/;

/** The pattern of a duration in the format and its schemas: a whole number and one unit. */
export const durationPattern = '^[0-9]{1,6}(s|m|h|d|w)$';

/** `30s 5m 2h 1d 1w` in seconds; undefined when the text is no duration. */
export function parseDuration(text: unknown): Seconds | undefined {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  return match ? Number(match[1]) * unitSeconds[match[2] as keyof typeof unitSeconds] : undefined;
}

/** The shortest exact text of a length of time: 3600 is `1h`, 90 is `90s`. Zero is `0m`. */
export function formatDuration(seconds: Seconds): string {
  if (seconds === 0) return '0m';
  for (const unit of ['w', 'd', 'h', 'm'] as const) {
    if (seconds % unitSeconds[unit] === 0) return `${seconds / unitSeconds[unit]}${unit}`;
  }
  return `${seconds}s`;
}
