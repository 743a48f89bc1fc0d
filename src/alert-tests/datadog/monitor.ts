import type { Comparison } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { MonitorInputs } from '../model.ts';

/** The thresholds of a monitor, in the unit of its query. */
export interface Thresholds {
  readonly is: Comparison;
  readonly critical: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
}

/** `on_missing_data`. https://docs.datadoghq.com/monitors/configuration/#no-data */
export type MissingData = 'default' | 'show_no_data' | 'show_and_notify_no_data' | 'resolve';

/** What query and search monitors have in common. */
export interface Options {
  readonly thresholds: Thresholds;
  readonly window: Seconds;
  /** The unit in which the window is written: decides the buckets of a full window. */
  readonly windowUnit: 'm' | 'h' | 'd' | 'w';
  readonly delay: Seconds;
  readonly fullWindow: boolean;
  readonly missing: MissingData;
  readonly newGroupDelay: Seconds;
  /** Seconds without data after which a triggered group closes; undefined means never. */
  readonly autoResolve?: Seconds;
}

/** How a window becomes one value. */
export type Aggregator = 'avg' | 'sum' | 'min' | 'max' | 'percentile';

/** A query monitor: `sum(last_5m):… > 0.05`. */
export interface QueryMonitor extends Options {
  readonly aggregator: Aggregator;
  readonly expression: string;
}

const seconds = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const operators: Readonly<Record<string, Comparison>> = {
  '>': 'above',
  '>=': 'at-least',
  '<': 'below',
  '<=': 'at-most',
};
const comparison = String.raw`\s*(>=|<=|>|<)\s*(-?[\d.]+)\s*$`;
const query = new RegExp(String.raw`^(avg|sum|min|max|percentile)\(last_(\d+)([mhdw])\):([\s\S]*?)${comparison}`);
const search = new RegExp(String.raw`\.last\("(\d+)([mhd])"\)${comparison}`);

/** Reads a query monitor; undefined when the query has another form. */
export function readQueryMonitor(inputs: MonitorInputs): QueryMonitor | undefined {
  const [, aggregator, count, unit, expression, operator, value] = query.exec(String(inputs['query'])) ?? [];
  if (aggregator === undefined || expression === undefined) return undefined;
  return {
    aggregator: aggregator as Aggregator,
    expression: expression.trim(),
    ...options(inputs, { count, unit, operator, value }),
  };
}

/** Reads the options of a search monitor; what is searched stands in the alert. */
export function readSearchMonitor(inputs: MonitorInputs): Options | undefined {
  const [, count, unit, operator, value] = search.exec(String(inputs['query'])) ?? [];
  return count === undefined ? undefined : options(inputs, { count, unit, operator, value });
}

interface Written {
  readonly count: string | undefined;
  readonly unit: string | undefined;
  readonly operator: string | undefined;
  readonly value: string | undefined;
}

function options(inputs: MonitorInputs, written: Written): Options {
  const unit = (written.unit ?? 'm') as keyof typeof seconds;
  const close = numberOf(inputs['timeoutH']);
  return {
    thresholds: thresholds(inputs, operators[written.operator ?? ''] ?? 'above', Number(written.value)),
    window: Number(written.count) * seconds[unit],
    windowUnit: unit,
    delay: numberOf(inputs['evaluationDelay']) ?? 0,
    fullWindow: inputs['requireFullWindow'] === true,
    missing: (inputs['onMissingData'] ?? 'default') as MissingData,
    // The default of 60 seconds: https://docs.datadoghq.com/monitors/configuration/#new-group-delay
    newGroupDelay: numberOf(inputs['newGroupDelay']) ?? 60,
    ...(close === undefined || close === 0 ? {} : { autoResolve: close * 3600 }),
  };
}

function thresholds(inputs: MonitorInputs, is: Comparison, critical: number): Thresholds {
  const all = (inputs['monitorThresholds'] ?? {}) as Readonly<Record<string, unknown>>;
  const entries: [keyof Thresholds, string][] = [
    ['warning', 'warning'],
    ['recovery', 'criticalRecovery'],
    ['warningRecovery', 'warningRecovery'],
  ];
  const given = entries.flatMap(([name, input]) => {
    const value = numberOf(all[input]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { is, critical, ...Object.fromEntries(given) };
}

/** The number of an input, which Pulumi writes as a text in places. */
export function numberOf(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}
