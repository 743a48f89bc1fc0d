import { logicalName } from '../../graph/logical-name.ts';
import type { Operation } from '../../graph/plan.ts';
import type { RecordedNode } from '../../graph/recorded-graph.ts';
import type { ResourceNode } from '../../graph/types.ts';
import type { LiveObject } from '../../providers/live.ts';
import { Journal } from '../journal/journal.ts';
import type { Mutation } from '../proxy/mutation.ts';
import type { Session } from '../session.ts';
import { vendorOf } from '../../providers/rest-vendor.ts';
import type { Account } from '../vendors/vendors.ts';
import { nameOfUrn } from '../wire/events.ts';
import type { DeployedResource } from '../workspace/checkpoint.ts';
import type { CliResult } from '../workspace/cli.ts';
import { engineFailure, lockHolders } from '../workspace/engine-failure.ts';
import { decideAdoption, type Adoption } from './adoption.ts';
import { amend, withAmendments } from './amendments.ts';
import { Permit } from './permit.ts';
import { OutcomeReader, type EngineOutcome, type ObjectFailure } from './plan-events.ts';
import { Sighting } from './sighting.ts';
import { canRefresh, targetsOf, urnsOf, withNeeds } from './targets.ts';
import { amendmentsOf, readAgain } from './unit-amendments.ts';
import { programOf } from './unit-program.ts';
import { recordApplied } from './unit-record.ts';
import { parallel, Unit, type UnitSource } from './unit.ts';

/** One unit on its way through a live run: adopt, preview, apply, amend, check, record. */
export class UnitRun {
  readonly unit: Unit;
  #sighting: Sighting | undefined;
  #importIds: ReadonlyMap<string, string> = new Map();
  #superseded: ReadonlyMap<string, readonly LiveObject[]> = new Map();
  #permit: Permit | undefined;
  #journal: Journal | undefined;
  #targets: readonly string[] | undefined;
  #selected: ReadonlySet<string> | undefined;

  private constructor(unit: Unit) {
    this.unit = unit;
  }

  /**
   * Knows enough of a unit to say whether it has to be run.
   * @throws CredentialsError
   */
  static async open(session: Session, source: UnitSource, packages: readonly string[]): Promise<UnitRun> {
    return new UnitRun(await Unit.open(session, source, packages));
  }

  get name(): string {
    return this.unit.name;
  }

  /** Names of objects in the state that the definitions no longer have, by logical name, with their entries. */
  get leaving(): ReadonlyMap<string, DeployedResource> {
    const staying = new Set(
      this.unit.nodes.flatMap(({ identity, aliases }) => [identity, ...aliases]).map(logicalName),
    );
    const entries = (this.unit.state?.deployment.resources ?? []).filter(
      ({ custom, type, urn }) => custom === true && !type.startsWith('pulumi:') && !staying.has(nameOfUrn(urn)),
    );
    return new Map(entries.map((entry) => [nameOfUrn(entry.urn), entry]));
  }

  /** Identities of objects that an interrupted run had begun to create. */
  get begun(): string[] {
    const names = new Set(this.unit.intents.filter(({ kind }) => kind === 'create').map(({ urn }) => nameOfUrn(urn)));
    return this.unit.nodes.map(({ identity }) => identity).filter((identity) => names.has(logicalName(identity)));
  }

  /** Finds out which live objects become which definitions. `transferred` are those that another unit's state has. */
  async adopt(transferred: ReadonlyMap<string, string>): Promise<Adoption> {
    const { unit } = this;
    const sighting = await Sighting.of(unit);
    this.#sighting = sighting;
    const adoption = decideAdoption({
      nodes: unit.nodes,
      state: unit.state?.resources ?? [],
      live: sighting.live,
      intents: unit.intents,
      gone: sighting.gone,
      chosen: new Map([...transferred, ...unit.session.options.adopt]),
      project: unit.session.options.project.uid,
      keysOf: (node) => unit.keysOf(node),
      fixedOf: (node) => unit.accountOf(node.type)?.provider.fixedInputs?.(node.type, node.inputs) ?? {},
    });
    this.#importIds = new Map(adoption.importIds);
    this.#superseded = adoption.superseded;
    return adoption;
  }

  /** Logical names of definitions whose objects are over at the vendor, though the state and the plugin have them. */
  async over(): Promise<ReadonlySet<string>> {
    return this.#seen.over();
  }

  /** See {@link Sighting.orphans}. */
  get orphans(): readonly LiveObject[] {
    return this.#seen.orphans;
  }

  /** What {@link adopt} saw. */
  get #seen(): Sighting {
    if (!this.#sighting) throw new Error(`${this.name}: nothing was looked at yet`);
    return this.#sighting;
  }

  /** Everything that the definitions or the record know of this unit. */
  get objects(): readonly (ResourceNode | RecordedNode)[] {
    return [...this.unit.nodes, ...this.unit.byApi, ...this.unit.recorded];
  }

  /** Whether all of the unit is planned: only then is what was applied recorded. */
  get isWhole(): boolean {
    return this.#targets === undefined;
  }

  /** Restricts what is planned and applied to some objects, by logical name, and to what they need and is not there yet. */
  restrictTo(selected: ReadonlySet<string>): void {
    this.#selected = withNeeds(this.unit, selected);
    this.#targets = urnsOf(this.unit, this.#selected);
  }

  /** Does what the plugins cannot bring about, as far as it was planned or follows from that. */
  async amend(planned: ReadonlySet<string>): Promise<readonly ObjectFailure[]> {
    const amendments = await amendmentsOf(this.unit, this.#selected);
    if (amendments.length === 0) return [];
    const journal = Journal.open(this.unit.session.store, this.unit.name);
    this.#journal = journal;
    try {
      const failures = await amend(amendments, {
        journal,
        urnOf: (type, identity) => this.unit.stack.urn(type, logicalName(identity)),
        isPlanned: ({ identity, follows }) => follows === true || planned.has(identity),
        sourceOf: (identity) => this.unit.nodeOf(logicalName(identity))?.source,
      });
      await readAgain(this.unit, amendments);
      return failures;
    } finally {
      await journal.close();
    }
  }

  /** A unit's operations together with what amendments would do. */
  async amended(operations: readonly Operation[]): Promise<readonly Operation[]> {
    const selected = this.#selected;
    const byApi = this.unit.byApi.filter(
      ({ identity }) => selected === undefined || selected.has(logicalName(identity)),
    );
    const recorded = new Set(this.unit.recorded.map(({ identity }) => identity));
    return withAmendments(operations, await amendmentsOf(this.unit, this.#selected), byApi, ({ identity }) =>
      recorded.has(identity),
    );
  }

  /** What the engine would do; nothing is changed. */
  async preview(refresh: boolean): Promise<EngineOutcome> {
    await this.unit.stack.ensure();
    const { vendors } = this.unit.session;
    const reader = new OutcomeReader(this.unit.nodes, this.unit.recorded);
    vendors.watch(this.unit.name, { refused: (urn, reason) => reader.refused(urn, reason) });
    try {
      const result = await this.unit.stack.run({
        verb: 'preview',
        program: programOf(this.unit, this.#importIds),
        refresh: refresh && canRefresh(this.unit, this.#targets),
        providers: await this.unit.ports(),
        parallel,
        ...(this.#targets ? { targets: this.#targets } : {}),
        event: (event) => reader.read(event),
      });
      const outcome = reader.outcome();
      if (isFatal(result, outcome)) throw engineFailure(`planning ${this.unit.name}`, result);
      return outcome;
    } finally {
      vendors.watch(this.unit.name, undefined);
    }
  }

  /** Reads the live objects into the state. The outcome's operations are what had drifted. */
  async refresh(): Promise<EngineOutcome> {
    const reader = new OutcomeReader(this.unit.nodes, this.unit.recorded);
    const result = await this.unit.stack.run({
      verb: 'refresh',
      providers: await this.unit.ports(),
      parallel,
      event: (event) => reader.read(event),
    });
    const outcome = reader.drift();
    if (isFatal(result, outcome)) throw engineFailure(`refreshing ${this.unit.name}`, result);
    return outcome;
  }

  /**
   * Applies what was planned and nothing else.
   * @param operations those that change something
   * @param permitted the calls that they consist of, by logical name
   */
  async apply(
    operations: readonly Operation[],
    permitted: ReadonlyMap<string, ReadonlySet<Mutation['kind']>>,
    refresh: boolean,
  ): Promise<EngineOutcome> {
    const opOf = new Map(operations.map(({ identity, op }) => [identity, op]));
    const targets = this.#targets ?? targetsOf(this.unit, operations);
    const { session, name } = this.unit;
    const journal = Journal.open(session.store, name);
    this.#journal = journal;
    const reader = new OutcomeReader(this.unit.nodes, this.unit.recorded);
    const permit = new Permit({
      unit: name,
      project: session.options.project.uid,
      planned: permitted,
      journal,
      api: (type) => this.unit.accountOf(type)?.api,
      isRefusal: (type, reason) => this.unit.accountOf(type)?.provider.isRefusal?.(reason) === true,
      knownIds: new Set(this.unit.state?.resources.map(({ id }) => id)),
      keyOf: (logical) => {
        const node = this.unit.nodeOf(logical);
        return node && this.unit.keysOf(node)[0];
      },
      progress: ({ urn }, state, error) => {
        const { identity } = reader.describe(urn);
        const event = {
          kind: 'object',
          unit: name,
          identity,
          op: opOf.get(identity) ?? 'update',
          state,
        } as const;
        session.options.progress({
          ...event,
          ...(error === undefined ? {} : { error }),
        });
      },
    });
    this.#permit = permit;
    session.vendors.watch(name, { guard: permit });
    try {
      const result = await this.unit.stack.run({
        verb: 'up',
        program: programOf(this.unit, this.#importIds),
        refresh: refresh && canRefresh(this.unit, targets),
        providers: await this.unit.ports(),
        parallel,
        ...(targets ? { targets } : {}),
        skipCheckpoints: true,
        event: (event) => reader.read(event),
      });
      const outcome = reader.outcome();
      if (isFatal(result, outcome)) throw engineFailure(`applying ${name}`, result);
      return outcome;
    } finally {
      session.vendors.watch(name, undefined);
      await journal.close();
    }
  }

  /**
   * Compares what the vendors list with the state: each marker once, at the state's id. Extra objects that this run made (a vendor may
   * commit and answer with an error, and its plugin tries again) are removed.
   * @returns what a person must look at
   */
  async check(): Promise<string[]> {
    const session = this.unit.session;
    this.unit.state = await this.unit.stack.state();
    const ids = new Map(
      this.unit.state?.resources.filter(({ pendingDeletion }) => !pendingDeletion).map((r) => [r.name, r.id]),
    );
    const problems: string[] = [];
    for (const [name, account] of this.unit.accounts) {
      const unit = session.listsByUnit ? this.unit.name : undefined;
      const live = await session.census(account, this.unit.types, unit).objects();
      for (const node of this.unit.nodes.filter(({ type }) => vendorOf(type) === name)) {
        const id = ids.get(logicalName(node.identity));
        const key = this.unit.keysOf(node)[0];
        if (id === undefined || key === undefined) continue;
        const extras = live.filter((object) => object.type === node.type && object.key === key && object.id !== id);
        for (const extra of extras) problems.push(...(await this.#removeExtra(node, extra, account)));
      }
    }
    return problems;
  }

  /** Records the unit as applied, and ends its journal. Only after a complete, unfiltered, checked success. */
  async record(): Promise<void> {
    await recordApplied(this.unit, this.#journal);
  }

  async #removeExtra(node: ResourceNode, extra: LiveObject, account: Account): Promise<string[]> {
    const wasThere = this.#sighting?.has(extra) === true;
    const isSuperseded = this.#superseded.get(node.identity)?.some(({ id }) => id === extra.id) === true;
    if (isSuperseded || (!wasThere && this.#permit?.created.has(logicalName(node.identity)))) {
      await account.api.remove(extra.type, extra.id);
      return [];
    }
    return [
      `${node.identity}: a copy carries its marker, too: ${extra.id} ("${extra.title}"). Remove it at the vendor.`,
    ];
  }
}

/** Whether a run failed as a whole, and not by what single objects met. */
function isFatal(result: CliResult, outcome: EngineOutcome): boolean {
  return result.code !== 0 && (outcome.failures.length === 0 || lockHolders(result).length > 0);
}
