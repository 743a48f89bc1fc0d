type Data = Readonly<Record<string, unknown>>;

/** Time frames of Datadog by the durations that mean them. https://docs.datadoghq.com/api/latest/service-level-objectives/ */
const timeframes: Readonly<Record<string, string>> = { '7d': '7d', '1w': '7d', '30d': '30d', '90d': '90d' };

/** The value at a path of an OpenSLO document; undefined where a step is missing. */
export function at(data: unknown, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as unknown[])[Number(step)];
    return typeof value === 'object' && value !== null ? (value as Data)[step] : undefined;
  }, data);
}

/** The one objective of an SLO, with its target in percent. */
export interface Objective {
  readonly target: number;
  readonly field: 'target' | 'targetPercent';
  readonly data: unknown;
}

/** The first objective; undefined when it has no target. OpenSLO allows a share (`target`) or percent (`targetPercent`). */
export function readObjective(data: Data): Objective | undefined {
  const objective = at(data, 'spec', 'objectives', 0);
  const percent = at(objective, 'targetPercent');
  const share = at(objective, 'target');
  if (typeof percent === 'number') return { target: percent, field: 'targetPercent', data: objective };
  if (typeof share === 'number')
    return { target: Number((share * 100).toPrecision(12)), field: 'target', data: objective };
  return undefined;
}

/** `7d`, `30d` or `90d`; undefined for calendar windows and every other length. */
export function readTimeframe(data: Data): string | undefined {
  const window = at(data, 'spec', 'timeWindow', 0);
  if (at(window, 'calendar') !== undefined || at(window, 'isRolling') === false) return undefined;
  return timeframes[String(at(window, 'duration'))];
}

/** The Datadog query of a metric source; undefined when it is another vendor's. */
export function datadogQuery(metric: unknown): string | undefined {
  const source = at(metric, 'metricSource');
  const type = at(source, 'type');
  const query = at(source, 'spec', 'query');
  if (type !== undefined && String(type).toLowerCase() !== 'datadog') return undefined;
  return typeof query === 'string' ? query.replace(/\s+/g, ' ').trim() : undefined;
}
