/**
 * A slow reading of Datadog's pages, against which the evaluation is checked: it forgets nothing, caches nothing, and looks at every point
 * again for every minute. Written from content/en/monitors/configuration, guide/recovery-thresholds, guide/as-count-in-monitor-evaluations
 * and types/metric of DataDog/documentation.
 */
export interface OracleMonitor {
  readonly aggregator: 'avg' | 'sum' | 'min' | 'max';
  readonly windowMinutes: number;
  readonly operator: '>' | '>=' | '<' | '<=';
  readonly critical: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
  readonly delayMinutes: number;
  readonly missing: 'default' | 'show_no_data' | 'resolve';
  readonly fullWindow: boolean;
  /** `a / b` with as_count, or the level `a`. */
  readonly ratioOfCounts: boolean;
}

/** One point a minute; null where none was sent. What a series begins with has been so before. */
export type Points = readonly (number | null)[];

const compare: Record<OracleMonitor['operator'], (value: number, limit: number) => boolean> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
};
/** The table of the guide on recovery thresholds. */
const recovered: Record<OracleMonitor['operator'], (value: number, limit: number) => boolean> = {
  '>': (value, limit) => value <= limit,
  '>=': (value, limit) => value < limit,
  '<': (value, limit) => value >= limit,
  '<=': (value, limit) => value > limit,
};

export function oracleStates(monitor: OracleMonitor, a: Points, b: Points, minutes: number): string[] {
  const point = (points: Points, minute: number): number | null =>
    minute < 0 ? (points[0] ?? null) : minute < points.length ? (points[minute] ?? null) : null;
  const seen = (minute: number): boolean => {
    // Everything that any earlier evaluation could have looked at, and the time before the case.
    if (monitor.ratioOfCounts ? a[0] !== null || b[0] !== null : a[0] !== null) return true;
    for (let earlier = 0; earlier <= minute; earlier++) if (valueAt(earlier) !== null) return true;
    return false;
  };
  const inWindow = (minute: number): number[] => {
    const last = minute - monitor.delayMinutes - 1;
    return Array.from({ length: monitor.windowMinutes }, (_, index) => last - monitor.windowMinutes + 1 + index);
  };
  function valueAt(minute: number): number | null {
    const window = inWindow(minute);
    if (monitor.ratioOfCounts) {
      const total = (points: Points): number | null => {
        const sent = window.map((one) => point(points, one)).filter((one) => one !== null);
        return sent.length === 0 ? null : sent.reduce((sum, one) => sum + one, 0);
      };
      const [top, bottom] = [total(a), total(b)];
      return top === null || bottom === null || bottom === 0 ? null : top / bottom;
    }
    const sent = window.map((one) => point(a, one)).filter((one) => one !== null);
    if (sent.length === 0) return null;
    const sum = sent.reduce((all, one) => all + one, 0);
    return { avg: sum / sent.length, sum, min: Math.min(...sent), max: Math.max(...sent) }[monitor.aggregator];
  }
  const full = (minute: number): boolean => {
    const buckets = inWindow(minute).map(
      (one) => point(a, one) !== null && (!monitor.ratioOfCounts || (point(b, one) !== null && point(b, one) !== 0)),
    );
    return buckets[0] === true && buckets.filter((bucket) => !bucket).length <= 3;
  };
  const history: string[] = [];
  let state = 'ok';
  for (let minute = 0; minute <= minutes; minute++) {
    let value = valueAt(minute);
    if (value === null && monitor.ratioOfCounts && monitor.missing === 'default') value = 0;
    else if (value === null) {
      if (!seen(minute)) {
        history.push('-');
        continue;
      }
      if (monitor.missing === 'show_no_data') state = 'no-data';
      if (monitor.missing === 'resolve') state = 'ok';
      history.push(state);
      continue;
    } else if (monitor.fullWindow && !full(minute)) {
      history.push(state);
      continue;
    }
    state = judged(monitor, state, value);
    history.push(state);
  }
  return history;
}

function judged(monitor: OracleMonitor, before: string, value: number): string {
  const { operator, critical, warning, recovery, warningRecovery } = monitor;
  const alerting =
    compare[operator](value, critical) ||
    (before === 'alert' && recovery !== undefined && !recovered[operator](value, recovery));
  if (alerting) return 'alert';
  if (warning === undefined) return 'ok';
  const warned = before === 'warning' || before === 'alert';
  const warning_ =
    compare[operator](value, warning) ||
    (warned && warningRecovery !== undefined && !recovered[operator](value, warningRecovery));
  return warning_ ? 'warning' : 'ok';
}
