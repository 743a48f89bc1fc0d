import type { Seconds } from '../../definitions/values/duration.ts';
import type { Options } from './monitor.ts';

/** Buckets by the unit of the window. https://docs.datadoghq.com/monitors/types/metric/#data-window */
const bucketSeconds: Readonly<Record<Options['windowUnit'], Seconds>> = { m: 60, h: 600, d: 3600, w: 3600 };

/**
 * Whether a window counts as full: its first bucket has a sample, and at most three buckets have none.
 * @param samples offsets of the samples from the beginning of the window, ascending
 */
export function isFullWindow(samples: readonly Seconds[], window: Seconds, unit: Options['windowUnit']): boolean {
  const size = bucketSeconds[unit];
  const filled = new Set(samples.map((offset) => Math.floor(offset / size)));
  return filled.has(0) && Math.ceil(window / size) - filled.size <= 3;
}
