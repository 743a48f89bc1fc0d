import { type Properties, type Value, isProperties } from '../values.ts';

/** Differences that the Terraform provider does not see (`DiffSuppressFunc` and `StateFunc` of its schema). */
export function sameMonitorValue(path: readonly string[], state: Value, planned: Value, all: Properties): boolean {
  const [name = '', field = ''] = path;
  if (['message', 'query', 'escalationMessage'].includes(name)) return trim(state) === trim(planned);
  if (name === 'type') return family(state) === family(planned);
  if (name === 'monitorThresholds' && path.length === 2) {
    // Only service checks have these two.
    if ((field === 'ok' || field === 'unknown') && all['type'] !== 'service check') return true;
    return isNumber(state) && isNumber(planned) && Number(state) === Number(planned);
  }
  // No answer has minutes while nobody is told of missing data; and the vendor never heard of a default that excludes itself.
  if (name === 'noDataTimeframe') return all['notifyNoData'] !== true;
  if (name === 'requireFullWindow') return hasCustomSchedule(all);
  return name === 'validate';
}

function trim(value: Value): Value {
  return typeof value === 'string' ? value.trim() : value;
}

/** `metric alert` and `query alert` are one. */
function family(value: Value): Value {
  return value === 'metric alert' ? 'query alert' : value;
}

function isNumber(value: Value): boolean {
  return (typeof value === 'string' && value !== '' && Number.isFinite(Number(value))) || typeof value === 'number';
}

function hasCustomSchedule({ schedulingOptions: options }: Properties): boolean {
  return isProperties(options) && options['customSchedule'] !== undefined;
}
