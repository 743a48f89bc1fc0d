import type { Value } from '../../graph/types.ts';
import type { Inputs, Monitor } from './monitor.ts';
import { decimal } from './numbers.ts';
import { report, sourcePath, type Scope } from './scope.ts';

type Options = Readonly<Record<string, unknown>>;

/** A monitor in the API's words. https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor */
export function raw(scope: Scope): Monitor | undefined {
  const { alert } = scope;
  const { type, query } = alert.source.fields;
  const options = (alert.source.fields['options'] ?? {}) as Options;
  const text = String(query ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') {
    report(scope, 'datadog/query', sourcePath(alert), 'The query is empty.');
    return undefined;
  }
  const thresholds = rawThresholds(scope, text, (options['thresholds'] ?? {}) as Options);
  for (const group of alert.groups?.by ?? [])
    if (!text.includes(group.facet))
      report(scope, 'datadog/group-facet', ['groups', 'by'], `The raw query does not group by "${group.facet}".`);
  const inputs = { requireFullWindow: false, ...rawInputs(options), ...thresholds };
  return {
    type: String(type),
    query: text,
    inputs,
    warns: thresholds['monitorThresholds'] !== undefined && 'warning' in (thresholds['monitorThresholds'] as object),
    noData: noDataState(options),
    variables: { value: '{{value}}', threshold: '{{threshold}}', warnThreshold: '{{warn_threshold}}' },
    groups: alert.groups?.by ?? [],
    derivedFrom: Object.fromEntries(['type', 'query', ...Object.keys(inputs)].map((input) => [input, ['source']])),
  };
}

const plain: Readonly<Record<string, string>> = { notify_by: 'notifyBies' };

/** Options under the names of the Pulumi resource. */
function rawInputs(options: Options): Inputs {
  const inputs: Record<string, Value> = {};
  for (const [name, value] of Object.entries(options)) {
    if (name === 'thresholds') continue;
    if (name === 'threshold_windows') inputs['monitorThresholdWindows'] = camelKeys(value as Options);
    else inputs[plain[name] ?? camel(name)] = value as Value;
  }
  return inputs;
}

function camelKeys(value: Options): Inputs {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), inner as Value]));
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Thresholds as texts; the number at the end of the query is the critical one. */
function rawThresholds(scope: Scope, query: string, written: Options): Inputs {
  const inQuery = /[<>=]=?\s*(-?[\d.]+(?:e-?\d+)?)\s*$/i.exec(query)?.[1];
  const critical = written['critical'];
  if (typeof critical === 'number' && inQuery !== undefined && Number(inQuery) !== critical)
    report(
      scope,
      'datadog/raw-threshold',
      sourcePath(scope.alert, 'options', 'thresholds', 'critical'),
      `The critical threshold is ${critical}, but the query ends in ${inQuery}.`,
    );
  const all = { ...(inQuery === undefined ? {} : { critical: Number(inQuery) }), ...written };
  const texts = Object.entries(all).map(([name, value]) => [camel(name), decimal(Number(value))]);
  return texts.length === 0 ? {} : { monitorThresholds: Object.fromEntries(texts) as Inputs };
}

function noDataState(options: Options): Monitor['noData'] {
  if (options['notify_no_data'] === true || options['on_missing_data'] === 'show_and_notify_no_data') return 'notifies';
  return options['on_missing_data'] === 'show_no_data' ? 'shows' : 'never';
}
