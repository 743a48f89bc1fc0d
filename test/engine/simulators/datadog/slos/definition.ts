import type { Account, Slo, SloThreshold } from '../account.ts';
import { type Fields, isFields, refuse, refuseUnknown, texts } from '../refusal.ts';
import { sloTags } from '../tags.ts';
import { indicator } from './indicator.ts';

const types: Readonly<Record<string, number>> = { monitor: 0, metric: 1, time_slice: 2 };
const timeframes = new Set(['7d', '30d', '90d']);
const written = [
  'name',
  'type',
  'description',
  'tags',
  'thresholds',
  'timeframe',
  'target_threshold',
  'warning_threshold',
];
const readOnly = ['id', 'creator', 'created_at', 'modified_at', 'monitor_tags', 'type_id'];
const known = new Set([...written, ...readOnly, 'query', 'sli_specification', 'monitor_ids', 'groups']);
const knownOfThreshold = new Set(['timeframe', 'target', 'target_display', 'warning', 'warning_display']);

/** What somebody says of an SLO, checked, and as Datadog keeps it. */
export type Definition = Omit<Slo, 'id' | 'creator' | 'created_at' | 'modified_at'>;

/** Checks a request; a change replaces everything, and never the type. */
export function define(account: Account, body: Fields, existing?: Slo): Definition {
  refuseUnknown(body, known);
  const { name, description } = body;
  if (typeof name !== 'string' || name.trim() === '') refuse('Invalid payload: must specify name');
  const type = String(body['type']);
  const number = types[type] ?? refuse(`Invalid payload: unknown type ${type}`);
  // Recorded: a PUT with another type is answered by what the present type lacks.
  const what = indicator(account, existing?.type ?? type, body);
  if (existing && existing.type !== type) refuse('Invalid payload: type cannot be changed');
  const thresholds = thresholdsOf(body['thresholds']);
  return {
    name: String(name).trim(),
    type,
    type_id: number,
    description: typeof description === 'string' ? description.trim() : '',
    tags: body['tags'] === undefined || body['tags'] === null ? [] : sloTags(texts(body['tags'], 'tags')),
    thresholds,
    ...primary(body, thresholds),
    ...what,
  };
}

function thresholdsOf(value: unknown): SloThreshold[] {
  if (!Array.isArray(value) || value.length === 0) return refuse('Invalid payload: must specify thresholds');
  const thresholds = value.map(threshold);
  if (new Set(thresholds.map(({ timeframe }) => timeframe)).size < thresholds.length) {
    refuse('Invalid payload: one threshold for each timeframe');
  }
  return thresholds;
}

/** Targets are percentages between 0 and 100; a warning is above its target. OpenAPI v1, `SLOThreshold`. */
function threshold(value: unknown): SloThreshold {
  if (!isFields(value)) return refuse('Invalid payload: thresholds');
  refuseUnknown(value, knownOfThreshold);
  const { timeframe, target, warning } = value;
  if (!timeframes.has(String(timeframe))) refuse(`Invalid payload: unknown timeframe ${String(timeframe)}`);
  if (typeof target !== 'number' || target <= 0 || target >= 100)
    return refuse('Invalid payload: target is not between 0 and 100');
  const stored = { timeframe: String(timeframe), target, target_display: display(target) };
  if (warning === undefined || warning === null) return stored;
  if (typeof warning !== 'number' || warning <= target || warning >= 100) {
    return refuse('Invalid payload: warning must be greater than target and less than 100');
  }
  return { ...stored, warning, warning_display: display(warning) };
}

/** `99.` and `99.95`, as recorded. */
function display(value: number): string {
  return Number.isInteger(value) ? `${value}.` : String(value);
}

/** The primary time frame: the first, unless said; its target must be that of its threshold. */
function primary(body: Fields, thresholds: readonly SloThreshold[]): Pick<Slo, 'timeframe' | 'target_threshold'> {
  const timeframe = String(body['timeframe'] ?? thresholds[0]?.timeframe);
  const one = thresholds.find((each) => each.timeframe === timeframe);
  if (!one) return refuse(`Invalid payload: no threshold for timeframe ${timeframe}`);
  const { target, warning } = one;
  if ((body['target_threshold'] ?? target) !== target)
    refuse('Invalid payload: target_threshold does not match thresholds');
  if ((body['warning_threshold'] ?? warning) !== warning)
    refuse('Invalid payload: warning_threshold does not match thresholds');
  return { timeframe, target_threshold: target, ...(warning === undefined ? {} : { warning_threshold: warning }) };
}
