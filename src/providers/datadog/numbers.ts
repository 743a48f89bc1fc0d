/** A number as Datadog writes it in queries and thresholds: decimal, never with an exponent. */
export function decimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text === '-0' ? '0' : text;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  return value.toFixed(20).replace(/\.?0+$/, '');
}

/** A length of time as Datadog writes it: `5m`, `2h`, `1d`, `1w`. A day or a week is only written so when it is exactly one. */
export function windowText(seconds: number): string {
  if (seconds === 604_800) return '1w';
  if (seconds === 86_400) return '1d';
  return searchWindowText(seconds);
}

/** The same in minutes and hours only, as searches and burn rates take it. */
export function searchWindowText(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
