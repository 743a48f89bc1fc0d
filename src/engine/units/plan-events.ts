import { changesBetween, tagsAreSets } from '../../graph/field-changes.ts';
import { identityOfName, logicalName } from '../../graph/logical-name.ts';
import type { FieldChange, Operation, OperationKind } from '../../graph/plan.ts';
import type { RecordedNode } from '../../graph/recorded-graph.ts';
import type { ResourceNode, Value } from '../../graph/types.ts';
import { nameOfUrn, plainMessage, type EngineEvent, type StepMetadata, type StepState } from '../wire/events.ts';
import { forPeople } from '../wire/values.ts';

/** What could not be planned or applied. */
export interface ObjectFailure {
  /** Absent when it concerns the whole unit. */
  readonly identity?: string;
  /** `file:line` of the definition. */
  readonly source?: string;
  /** The vendor's or the engine's words. */
  readonly message: string;
}

/** What the engine said it would do, or did, to one unit. */
export interface EngineOutcome {
  readonly operations: readonly Operation[];
  readonly failures: readonly ObjectFailure[];
  /** By identity: URN and steps, as the engine names them. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
}

/** A step as the engine named it. */
export interface Step {
  readonly op: StepMetadata['op'];
  readonly urn: string;
  readonly id?: string;
}

/** Reads the engine's events of one run of a unit. */
export class OutcomeReader {
  readonly #nodes: ReadonlyMap<string, ResourceNode>;
  readonly #recorded: ReadonlyMap<string, RecordedNode>;
  readonly #steps = new Map<string, StepMetadata[]>();
  readonly #messages = new Map<string, string[]>();
  readonly #failed = new Set<string>();
  readonly #results: StepMetadata[] = [];

  /**
   * @param nodes what is to be
   * @param recorded what was applied last: it knows the titles of what goes
   */
  constructor(nodes: readonly ResourceNode[], recorded: readonly RecordedNode[]) {
    this.#nodes = new Map(nodes.map((node) => [logicalName(node.identity), node]));
    this.#recorded = new Map(recorded.map((node) => [logicalName(node.identity), node]));
  }

  read(event: EngineEvent): void {
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata && !isOurs(metadata.type)) return;
    if (metadata) push(this.#steps, metadata.urn, essential(metadata));
    const after = event.resOutputsEvent?.metadata;
    if (after && isOurs(after.type)) this.#results.push(after);
    const failed = event.resOpFailedEvent?.metadata;
    if (failed) this.#failed.add(failed.urn);
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === 'error' && !diagnostic.ephemeral) {
      const message = plainMessage(diagnostic.message);
      if (message !== '') push(this.#messages, diagnostic.urn ?? '', message);
    }
  }

  /** What the vendor said of an object that was only planned. */
  refused(urn: string, reason: string): void {
    push(this.#messages, urn, reason);
  }

  /** Identity, title and source of the object behind a URN. */
  describe(urn: string): Pick<Operation, 'identity' | 'title' | 'squad' | 'application' | 'source'> {
    const name = nameOfUrn(urn);
    const node = this.#nodes.get(name);
    const known = node ?? this.#recorded.get(name);
    // What a first apply left that failed is in no record.
    if (!known) return { identity: identityOfName(name), title: identityOfName(name), squad: '' };
    const { identity, title, squad, application } = known;
    return {
      identity,
      title,
      squad,
      ...(application === undefined ? {} : { application }),
      ...(node ? { source: node.source } : {}),
    };
  }

  outcome(): EngineOutcome {
    const operations: Operation[] = [];
    const steps = new Map<string, readonly Step[]>();
    for (const [urn, metadata] of this.#steps) {
      const operation = this.#operation(urn, metadata);
      if (!operation) continue;
      operations.push(operation);
      steps.set(operation.identity, metadata.map(stepOf));
    }
    operations.sort((a, b) => (a.identity < b.identity ? -1 : 1));
    return { operations, failures: this.#failures(), steps };
  }

  /** What a refresh found changed at the vendor: old is what the state had, new is what lives. A refresh ends as what it found. */
  drift(): EngineOutcome {
    const operations = this.#results.map(({ urn, type, op, old, new: live }): Operation => {
      const changes = changesBetween(people(old?.outputs), people(live?.outputs), tagsAreSets);
      return {
        op: op === 'delete' || op === 'update' ? op : 'same',
        type,
        ...this.describe(urn),
        changes:
          op === 'update'
            ? changes.map((change) => ({
                ...change,
                because: [],
              }))
            : [],
      };
    });
    operations.sort((a, b) => (a.identity < b.identity ? -1 : 1));
    return { operations, failures: this.#failures(), steps: new Map() };
  }

  #operation(urn: string, metadata: readonly StepMetadata[]): Operation | undefined {
    const op = kindOf(metadata);
    if (op === undefined) return undefined;
    const name = nameOfUrn(urn);
    const node = this.#nodes.get(name);
    const telling = metadata.find((one) => one.op !== 'refresh' && one.op !== 'import' && one.op !== 'delete-replaced');
    const changes = op === 'delete' || op === 'same' || !telling ? [] : changesOf(telling, metadata);
    const earlier = earlierUrn(metadata);
    return {
      op: op === 'same' && earlier !== undefined ? 'rename' : op,
      type: metadata[0]?.type ?? '',
      ...this.describe(urn),
      ...(node?.priority === undefined ? {} : { priority: node.priority }),
      ...(earlier === undefined ? {} : { from: { unit: '', identity: this.describe(earlier).identity } }),
      changes,
    };
  }

  #failures(): ObjectFailure[] {
    const failures: ObjectFailure[] = [];
    for (const [urn, messages] of this.#messages) {
      const concernsObject = urn !== '' && isOurs(urn.split('::')[2] ?? '');
      const { identity, source } = this.describe(urn);
      for (const message of new Set(messages))
        failures.push({
          ...(concernsObject ? { identity, ...(source === undefined ? {} : { source }) } : {}),
          message: concernsObject ? vendorWords(message) : message,
        });
    }
    for (const urn of this.#failed)
      if (!this.#messages.has(urn))
        failures.push({ ...this.describe(urn), message: 'It failed; the engine gives no reason.' });
    // They come in the order in which the vendor answered.
    failures.sort((a, b) => compareTexts(a.identity ?? '', b.identity ?? ''));
    // What the engine says of the run as a whole only repeats that objects failed.
    return failures.some(({ identity }) => identity !== undefined)
      ? failures.filter(({ identity }) => identity !== undefined)
      : failures;
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Stacks and providers are the engine's own objects. */
function isOurs(type: string): boolean {
  return !type.startsWith('pulumi:');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** A step without what no plan says: the values of what stays as it is, and the outputs that are to be. */
function essential(step: StepMetadata): StepMetadata {
  const { old, new: updated, ...rest } = step;
  return {
    ...rest,
    ...(old ? { old: step.op === 'same' ? withoutValues(old) : old } : {}),
    ...(updated ? { new: { ...withoutValues(updated), ...inputsOf(step, updated) } } : {}),
  };
}

function withoutValues({ type, urn, id }: StepState): StepState {
  return { type, urn, ...(id === undefined ? {} : { id }) };
}

function inputsOf({ op }: StepMetadata, { inputs }: StepState): Pick<StepState, 'inputs'> {
  return op === 'same' || inputs === undefined ? {} : { inputs };
}

/** The engine repeats its own part before the vendor's words, several times. */
function vendorWords(message: string): string {
  return message
    .replace(
      /^(?:\s*(?:creating|updating|deleting|reading|refreshing|diffing) urn:\S+:\s*|\s*\d+ errors? occurred:\s*\*?\s*)+/g,
      '',
    )
    .replace(/\n\s*\n+/g, '\n')
    .trim();
}

function kindOf(metadata: readonly StepMetadata[]): OperationKind | undefined {
  const ops = new Set(metadata.map(({ op }) => op));
  const replaces = ['replace', 'create-replacement', 'import-replacement'] as const;
  if (replaces.some((op) => ops.has(op))) return 'replace';
  if (ops.has('import')) return 'adopt';
  if (ops.has('create')) return 'create';
  if (ops.has('update')) return 'update';
  if (ops.has('delete')) return 'delete';
  return ops.has('same') ? 'same' : undefined;
}

function earlierUrn(metadata: readonly StepMetadata[]): string | undefined {
  const renamed = metadata.find(({ old, urn }) => old && nameOfUrn(old.urn) !== nameOfUrn(urn));
  return renamed?.old?.urn;
}

function stepOf({ op, urn, new: updated, old }: StepMetadata): Step {
  const id = updated?.id || old?.id;
  return { op, urn, ...(id ? { id } : {}) };
}

/**
 * Field changes of a step. The provider says which fields differ; values are those of inputs, and of outputs where a live object differs in
 * what was never an input.
 */
function changesOf(step: StepMetadata, all: readonly StepMetadata[]): FieldChange[] {
  const updated = people(step.new?.inputs);
  if (step.op === 'create')
    return changesBetween({}, updated, tagsAreSets).map((change) => ({ ...change, because: [] }));
  const old = people(step.old?.inputs);
  const outputs = people(step.old?.outputs);
  const named = new Set([...Object.keys(step.detailedDiff ?? {}), ...(step.diffs ?? [])].map(topOf));
  const replacing = new Set(all.flatMap(({ keys }) => keys ?? []).map(topOf));
  const changes = changesBetween(old, updated, tagsAreSets).filter(
    ({ path }) => named.size === 0 || named.has(topOf(path)),
  );
  const told = new Set(changes.map(({ path }) => topOf(path)));
  const silent = [...named].filter((key) => !told.has(key) && !key.startsWith('__'));
  const drifted = silent.flatMap((key) => changesBetween(only(outputs, key), only(updated, key), tagsAreSets));
  return [...changes, ...drifted].map((change) => ({
    ...change,
    because: [],
    ...(replacing.has(topOf(change.path)) ? { replaces: true as const } : {}),
  }));
}

function people(data: { readonly [key: string]: unknown } | undefined): { [key: string]: Value } {
  return (data ? forPeople(data) : {}) as { [key: string]: Value };
}

function only(data: { readonly [key: string]: Value }, key: string): { [key: string]: Value } {
  const value = data[key];
  return value === undefined ? {} : { [key]: value };
}

/** `monitorThresholds` of `monitorThresholds.critical`, `tags` of `tags[2]`. */
function topOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}
