import { causesOf, changedLayers } from './because.ts';
import { effectiveOptions, type NodeDigest } from './digest.ts';
import { changesBetween, isWithin, tagsAreSets, type IsUnordered, type ValueChange } from './field-changes.ts';
import type { GraphSide, NodeDetail } from './graph-side.ts';
import { matchNodes, type Match } from './match.ts';
import { planOf } from './plan-of.ts';
import type { FieldChange, Operation, Plan } from './plan.ts';
import type { Value } from './types.ts';

/** What comparing must know about a vendor's resource types; every part has a default. */
export interface DiffOptions {
  /** Input paths of a resource type whose change makes the object anew, e.g. `type` of a Datadog monitor. Default: none. */
  readonly replacesOn?: (type: string) => readonly string[];
  /** Lists of a resource type whose order means nothing. Default: those named `tags`. */
  readonly isUnordered?: (type: string) => IsUnordered;
  /** Whether creations list all inputs as changes; without it they are not materialised. Deletions likewise. */
  readonly complete?: boolean;
}

/**
 * What applying `planned` would do to what is recorded. Pure. Hashes are compared first; inputs are asked for only where they differ.
 */
export function diffGraphs(recorded: GraphSide, planned: GraphSide, options: DiffOptions = {}): Plan {
  const matches = matchNodes(recorded, planned);
  const needed = matches.map((match) => needsDetails(match, options));
  const olds = loadDetails(recorded, matches, needed, (match) => match.old);
  const news = loadDetails(planned, matches, needed, (match) => match.new);
  const known = new Set(recorded.units.map((unit) => unit.name));
  const operations = matches.map((match, index) => ({
    unit: match.unit,
    operation: operationOf(match, olds.get(index), news.get(index), options),
  }));
  const units = [...new Set([...known, ...planned.units.map((unit) => unit.name)])];
  return planOf(units, known, operations);
}

function needsDetails(match: Match, options: DiffOptions): boolean {
  if (match.old && match.new) return match.old.hash !== match.new.hash;
  return options.complete === true;
}

/** Details by index of the match. */
function loadDetails(
  side: GraphSide,
  matches: readonly Match[],
  needed: readonly boolean[],
  pick: (match: Match) => NodeDigest | undefined,
): Map<number, NodeDetail> {
  const wanted: [number, NodeDigest][] = [];
  matches.forEach((match, index) => {
    const digest = needed[index] ? pick(match) : undefined;
    if (digest) wanted.push([index, digest]);
  });
  if (wanted.length === 0) return new Map();
  const loaded = side.details(wanted.map(([, digest]) => digest));
  return new Map(
    wanted.map(([index, digest], position) => {
      const detail = loaded[position];
      if (!detail) throw new Error(`The inputs of ${digest.identity} cannot be had.`);
      return [index, detail];
    }),
  );
}

function operationOf(
  match: Match,
  old: NodeDetail | undefined,
  updated: NodeDetail | undefined,
  options: DiffOptions,
): Operation {
  const { identity, type, title, squad, application, priority, source } = (match.new ?? match.old) as NodeDigest;
  const changes = fieldChanges(match, old, updated, options);
  const from = movedFrom(match);
  return {
    op: kindOf(match, changes),
    identity,
    type,
    title,
    squad,
    ...(application === undefined ? {} : { application }),
    ...(priority === undefined ? {} : { priority }),
    ...(source === undefined || !match.new ? {} : { source }),
    ...(from ? { from } : {}),
    changes,
  };
}

function kindOf(match: Match, changes: readonly FieldChange[]): Operation['op'] {
  if (!match.old) return 'create';
  if (!match.new) return 'delete';
  if (changes.some((change) => change.replaces)) return 'replace';
  if (match.old.unit !== match.new.unit) return 'transfer';
  if (match.old.identity !== match.new.identity) return 'rename';
  return changes.length > 0 ? 'update' : 'same';
}

function movedFrom({ old, new: updated }: Match): Operation['from'] {
  if (!old || !updated || (old.identity === updated.identity && old.unit === updated.unit)) return undefined;
  return { unit: old.unit, identity: old.identity };
}

const nothing: NodeDetail = { inputs: {}, origins: {}, layers: {} };

function fieldChanges(
  match: Match,
  old: NodeDetail | undefined,
  updated: NodeDetail | undefined,
  options: DiffOptions,
): FieldChange[] {
  if (!old && !updated) return [];
  const type = (match.new ?? match.old)?.type ?? '';
  const retyped = match.old && match.new && match.old.type !== match.new.type;
  const before = old ?? nothing;
  const after = updated ?? nothing;
  const unordered = options.isUnordered?.(type) ?? tagsAreSets;
  const ignored = match.old && match.new ? (updated?.options?.ignoreChanges ?? []) : [];
  const replacing = [...(options.replacesOn?.(type) ?? []), ...(updated?.options?.replaceOnChanges ?? [])];
  const layers = match.old && match.new ? changedLayers(before, after) : [];
  const explain = (change: ValueChange): FieldChange => ({
    ...change,
    because: causesOf(change.path, before, after, layers),
    ...(match.old && match.new && replacing.some((path) => touches(change.path, path)) ? { replaces: true } : {}),
  });
  return [
    ...(retyped ? [{ path: '$type', old: match.old.type, new: type, because: [], replaces: true } as const] : []),
    ...changesBetween(before.inputs, after.inputs, unordered)
      .filter((change) => !ignored.some((path) => path === '*' || isWithin(change.path, path)))
      .map(explain),
    ...changesBetween(optionFields(before), optionFields(after)).map((change) => ({ ...change, because: [] })),
  ];
}

function touches(changed: string, path: string): boolean {
  return path === '*' || isWithin(changed, path) || isWithin(path, changed);
}

function optionFields(detail: NodeDetail): { [key: string]: Value } {
  return { $options: effectiveOptions(detail.options) as { readonly [key: string]: Value } };
}
