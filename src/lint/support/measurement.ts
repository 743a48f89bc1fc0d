import { nodeAt, type Path } from '../../definitions/source/node.ts';
import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';

/** The condition of an alert that compares a measured value with a threshold. */
export function measurementOf(alert: ResolvedAlert): MeasurementCondition | undefined {
  return alert.condition.kind === 'measurement' ? alert.condition : undefined;
}

/** Whether higher values are worse. */
export function firesAbove(condition: MeasurementCondition): boolean {
  return condition.is === 'above' || condition.is === 'at-least';
}

/** How far `value` lies on the quiet side of `threshold`; zero or negative when it does not. */
export function quietMargin(condition: MeasurementCondition, value: number, threshold: number): number {
  return firesAbove(condition) ? threshold - value : value - threshold;
}

/** A value as its author wrote it (`5%`, `800ms`), for messages. */
export function written(alert: ResolvedAlert, path: Path): string {
  const node = nodeAt(alert.root, path);
  return node?.kind === 'scalar' ? String(node.value) : '';
}

/** Whether a number was written without a unit. */
export function isBareNumber(alert: ResolvedAlert, path: Path): boolean {
  const node = nodeAt(alert.root, path);
  return node?.kind === 'scalar' && typeof node.value === 'number';
}

const timeUnits = new Set(['ns', 'us', 'ms', 's', 'm', 'min', 'h', 'd']);

/** Whether the alert's thresholds are lengths of time. */
export function measuresTime(alert: ResolvedAlert): boolean {
  return timeUnits.has(alert.source.unit ?? '');
}

/** The largest value of a share in the alert's unit: 1 of a ratio, 100 of a percentage; undefined for anything else. */
export function wholeOf(alert: ResolvedAlert): number | undefined {
  const unit = alert.source.unit;
  return unit === 'ratio' ? 1 : unit === 'percent' || unit === '%' ? 100 : undefined;
}
