import type { Value } from '../../graph/types.ts';
import type { CompileContext, Compiled, ResolvedSlo } from '../provider.ts';
import { sloType, tagsOf } from './common.ts';
import { Problems } from './constraints.ts';

/** Rolling windows that Datadog knows. */
export const timeframes: readonly string[] = ['7d', '30d', '90d'];

/** What an OpenSLO document says in Datadog's words. */
export interface DatadogSlo {
  /** Percent. */
  readonly target: number;
  readonly timeframe: string;
  readonly numerator: string;
  readonly denominator: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Reads target, window and queries of an OpenSLO document of kind SLO. */
export function readSlo(data: Data, problems: Problems): DatadogSlo | undefined {
  const spec = data['spec'] as Data;
  const objectives = spec['objectives'] as Data[];
  const objective = objectives[0] ?? {};
  if (objectives.length !== 1)
    problems.add(
      'slo-indicator',
      ['spec', 'objectives'],
      `A Datadog SLO has one objective; this one has ${objectives.length}.`,
    );
  const field = objective['targetPercent'] === undefined ? 'target' : 'targetPercent';
  const written = Number(objective[field]);
  const target = Number((field === 'target' ? written * 100 : written).toPrecision(8));
  if (!(target > 0 && target < 100))
    problems.add(
      'slo-target',
      ['spec', 'objectives', 0, field],
      `The target must lie between 0 and 100 %, exclusive; ${target} % leaves no error budget.`,
    );
  const window = (spec['timeWindow'] as Data[])[0] ?? {};
  const timeframe = normalised(String(window['duration']));
  if (!timeframes.includes(timeframe) || window['calendar'] !== undefined)
    problems.add(
      'slo-window',
      ['spec', 'timeWindow', 0, 'duration'],
      `Datadog knows rolling windows of 7d, 30d and 90d, not "${String(window['duration'])}".`,
    );
  const ratio = path(spec, ['indicator', 'spec', 'ratioMetric']) as Data | undefined;
  const numerator = query(ratio, 'good');
  const denominator = query(ratio, 'total');
  if (numerator === undefined || denominator === undefined) {
    problems.add(
      'slo-indicator',
      ['spec', 'indicator'],
      'A Datadog SLO needs indicator.spec.ratioMetric with good and total, each with metricSource { type: datadog, spec: { query } }.',
    );
    return undefined;
  }
  return { target, timeframe, numerator, denominator };
}

/** The SLO as a Datadog resource. */
export function compileSlo(slo: ResolvedSlo, context: CompileContext): Compiled {
  const problems = new Problems();
  const read = readSlo(slo.data, problems);
  if (!read) return { resources: [], problems: problems.list };
  const metadata = slo.data['metadata'] as Data;
  const name = String(metadata['displayName'] ?? slo.id);
  const inputs: Record<string, Value> = {
    name: `${slo.application} | ${slo.squad} | ${name}`,
    type: 'metric',
    ...(typeof (slo.data['spec'] as Data)['description'] === 'string'
      ? { description: String((slo.data['spec'] as Data)['description']).trim() }
      : {}),
    query: { numerator: read.numerator, denominator: read.denominator },
    thresholds: [{ timeframe: read.timeframe, target: read.target }],
    // Datadog refuses upper case in the tags of an SLO; all parts of ours are lower case.
    tags: tagsOf(slo, context, problems),
  };
  const derivedFrom = {
    name: ['metadata.displayName'],
    query: ['spec.indicator'],
    thresholds: ['spec.objectives', 'spec.timeWindow'],
    description: ['spec.description'],
  };
  return {
    resources: [{ type: sloType, title: String(inputs['name']), inputs, derivedFrom }],
    problems: problems.list,
  };
}

function normalised(duration: string): string {
  return { '1w': '7d', '4w': '28d', '1M': '30d', '1Q': '90d' }[duration] ?? duration;
}

function query(ratio: Data | undefined, part: string): string | undefined {
  const source = path(ratio, [part, 'metricSource']) as Data | undefined;
  const text = path(source, ['spec', 'query']);
  return source?.['type'] === 'datadog' && typeof text === 'string' ? text : undefined;
}

function path(data: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Data)[step] : undefined),
    data,
  );
}
