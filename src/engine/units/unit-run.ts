import { fingerprintChanges } from '../../graph/fingerprint.ts';
import { logicalName } from '../../graph/logical-name.ts';
import { dependencyOrder } from '../../graph/order.ts';
import type { Operation } from '../../graph/plan.ts';
import type { FingerprintParts, RecordedNode } from '../../graph/recorded-graph.ts';
import { recordUnit, type AppliedResult } from '../../graph/record-unit.ts';
import { referencesOf } from '../../graph/references.ts';
import type { RecordedUnitFile } from '../../graph/parse-recorded.ts';
import type { Json, ResourceNode } from '../../graph/types.ts';
import type { Amendment, LiveObject } from '../../providers/live.ts';
import { Journal, type Intent } from '../journal/journal.ts';
import type { Mutation } from '../proxy/mutation.ts';
import type { Session } from '../session.ts';
import { packageOf, type Account } from '../vendors/vendors.ts';
import { nameOfUrn } from '../wire/events.ts';
import type { GraphProgram } from '../wire/register-graph.ts';
import type { Registered } from '../wire/resource-monitor.ts';
import type { DeployedResource, StackState } from '../workspace/checkpoint.ts';
import type { CliResult } from '../workspace/cli.ts';
import { engineFailure, holderWords, lockHolders } from '../workspace/engine-failure.ts';
import { Stack } from '../workspace/stack.ts';
import { decideAdoption, type Adoption } from './adoption.ts';
import { amend, withAmendments } from './amendments.ts';
import { merge } from './census.ts';
import { Permit } from './permit.ts';
import { OutcomeReader, type EngineOutcome, type ObjectFailure } from './plan-events.ts';

/** Steps that the engine may do at a time in one unit; the proxies limit what reaches a vendor. */
const parallel = 32;

/** Operations to which a run of the engine is restricted; more of them would not fit a command line everywhere. */
const mostTargets = 100;

/** A unit as the definitions have it; compiled only when it has to be run. */
export interface UnitSource {
  readonly name: string;
  readonly environment?: string;
  /** `hashUnit` of its nodes. */
  readonly hash: string;
  /** Of all its nodes, known without compiling them. */
  readonly identities: readonly string[];
  nodes(): readonly ResourceNode[];
}

/** One unit on its way through a live run. */
export class UnitRun {
  readonly name: string;
  readonly stack: Stack;
  /** In an order in which each follows those that it refers to. */
  nodes: readonly ResourceNode[] = [];
  /** Definitions that no plugin knows: amendments bring them about. */
  byApi: readonly ResourceNode[] = [];
  state: StackState | undefined;
  /** Who is at work on it, when that was seen. */
  heldBy: string | undefined;
  readonly #session: Session;
  readonly #source: UnitSource;
  #file: RecordedUnitFile | undefined;
  readonly #accounts: Map<string, Account>;
  #byName: ReadonlyMap<string, ResourceNode> = new Map();
  #recorded: readonly RecordedNode[] = [];
  #intents: readonly Intent[] = [];
  #importIds = new Map<string, string>();
  #superseded: ReadonlyMap<string, readonly LiveObject[]> = new Map();
  #liveBefore: readonly LiveObject[] = [];
  #permit: Permit | undefined;
  #journal: Journal | undefined;
  #targets: readonly string[] | undefined;
  #selected: ReadonlySet<string> | undefined;
  readonly #results = new Map<string, AppliedResult>();

  private constructor(
    session: Session,
    source: UnitSource,
    stack: Stack,
    recorded: RecordedUnitFile | undefined,
    accounts: Map<string, Account>,
  ) {
    this.#session = session;
    this.#source = source;
    this.name = source.name;
    this.stack = stack;
    this.#file = recorded;
    this.#accounts = accounts;
  }

  /**
   * Knows enough of a unit to say whether it has to be run; {@link load} reads the rest.
   * @throws CredentialsError
   */
  static async open(session: Session, source: UnitSource, packages: readonly string[]): Promise<UnitRun> {
    const file = session.recorded.find(({ header }) => header.unit === source.name);
    const project = session.options.project.id;
    const stack = await Stack.open(session.engine, session.folder.workspace(source.name), project, source.name);
    const run = new UnitRun(session, source, stack, file, new Map());
    for (const name of packages) await run.#openAccount(name);
    return run;
  }

  /**
   * Compiles the unit and reads its state and its journal.
   * @throws EngineFailure when the backend cannot be read
   */
  async load(): Promise<void> {
    // A plugin takes as long to start as a unit to compile.
    for (const account of this.#accounts.values()) account.start();
    const { order, cycle } = dependencyOrder(this.#source.nodes());
    if (!order) throw new Error(`These need each other: ${cycle.join(' → ')}.`);
    this.#byName = new Map(order.map((node) => [logicalName(node.identity), node]));
    this.#recorded = this.#file?.nodes() ?? [];
    this.state = await this.stack.state();
    this.#intents = await this.#session.journals.read(this.name);
    const holders = this.#intents.length > 0 ? ((await this.stack.holders()) ?? []) : [];
    this.heldBy = holders.length > 0 ? holders.map(holderWords).join('; ') : undefined;
    // What a living run has begun is its own business.
    if (this.heldBy !== undefined) this.#intents = [];
    const types = [...order, ...this.#recorded, ...(this.state?.resources ?? [])].map(({ type }) => packageOf(type));
    for (const name of new Set(types)) await this.#openAccount(name);
    const isByApi = ({ type }: ResourceNode): boolean =>
      this.#accounts.get(packageOf(type))?.provider.byApi?.has(type) === true;
    this.nodes = order.filter((node) => !isByApi(node));
    this.byApi = order.filter(isByApi);
  }

  async #openAccount(name: string): Promise<void> {
    if (this.#accounts.has(name)) return;
    const { connections } = this.#session.options;
    this.#accounts.set(name, await this.#session.vendors.account(name, connections(this.#source.environment)));
  }

  /** Whether somebody else has applied the unit since this run looked; from which commit, where that is known. */
  async appliedMeanwhile(): Promise<{ readonly commit: string | undefined } | undefined> {
    const now = (await this.#session.graphs.readUnit(this.name))?.header;
    const before = this.#file?.header;
    const isSame = now?.appliedAt === before?.appliedAt && now?.fingerprint.graph === before?.fingerprint.graph;
    return isSame ? undefined : { commit: now?.commit };
  }

  /** Takes over what the session has read again, and the state: somebody else was at work. */
  async reload(): Promise<void> {
    this.#file = this.#session.recorded.find(({ header }) => header.unit === this.name);
    await this.load();
  }

  /** Why this unit has to be run: what differs from the last complete success; empty when nothing does. */
  async reasons(): Promise<string[]> {
    const recorded = this.#file?.header.fingerprint;
    if (!recorded) return ['nothing is recorded'];
    const changes = fingerprintChanges(recorded, this.#fingerprint(Object.keys(recorded.foreign)));
    const open = (await this.#session.journals.read(this.name)).length > 0;
    const lost = !this.stack.mayExist();
    return [
      ...changes,
      ...(open ? ['an interrupted run'] : []),
      ...(lost ? ['the state is lost'] : []),
      ...(this.#isDue() ? ['what was made ahead of time runs out'] : []),
    ];
  }

  /** Whether objects that reach only so far ahead were made long ago. */
  #isDue(): boolean {
    const age = this.#session.options.now.getTime() - Date.parse(this.#file?.header.appliedAt ?? '');
    const due = [...this.#accounts.values()].filter(({ provider }) => age > (provider.renewsAfter ?? Infinity));
    if (due.length === 0) return false;
    return (this.#file?.nodes() ?? []).some(({ type }) => due.some(({ provider }) => provider.byApi?.has(type)));
  }

  /** Names of objects in the state that the definitions no longer have, by logical name, with their entries. */
  get leaving(): ReadonlyMap<string, DeployedResource> {
    const staying = new Set(this.nodes.flatMap(({ identity, aliases }) => [identity, ...aliases]).map(logicalName));
    const entries = (this.state?.deployment.resources ?? []).filter(
      ({ custom, type, urn }) => custom === true && !type.startsWith('pulumi:') && !staying.has(nameOfUrn(urn)),
    );
    return new Map(entries.map((entry) => [nameOfUrn(entry.urn), entry]));
  }

  /** Everything besides the vendor that decides whether this unit has to be run; `foreign` are the outputs that it takes from others. */
  #fingerprint(foreign: readonly string[]): FingerprintParts {
    const accounts = [...this.#accounts].sort(([a], [b]) => (a < b ? -1 : 1));
    const valueOf = (key: string): Json => {
      const dot = key.lastIndexOf('.');
      return this.#session.foreign({ $ref: key.slice(0, dot), output: key.slice(dot + 1) }) ?? null;
    };
    return {
      graph: this.#source.hash,
      tool: this.#session.options.toolVersion,
      providers: Object.fromEntries(accounts.map(([name, { provider }]) => [name, provider.version])),
      endpoints: Object.fromEntries(accounts.map(([name, { access }]) => [name, access.url])),
      secrets: Object.fromEntries(
        accounts.map(([name, { access }]) => [name, this.#session.keyedHash(JSON.stringify(access.headers))]),
      ),
      foreign: Object.fromEntries(foreign.map((key) => [key, this.#session.keyedHash(JSON.stringify(valueOf(key)))])),
    };
  }

  /** Identities of objects that an interrupted run had begun to create. */
  get begun(): string[] {
    const names = new Set(this.#intents.filter(({ kind }) => kind === 'create').map(({ urn }) => nameOfUrn(urn)));
    return this.nodes.map(({ identity }) => identity).filter((identity) => names.has(logicalName(identity)));
  }

  /** Finds out which live objects become which definitions. `transferred` are those that another unit's state has. */
  async adopt(transferred: ReadonlyMap<string, string>): Promise<Adoption> {
    const live = await this.#look();
    this.#liveBefore = live;
    const adoption = decideAdoption({
      nodes: this.nodes,
      state: this.state?.resources ?? [],
      live,
      intents: this.#intents,
      gone: await this.#gone(live),
      chosen: new Map([...transferred, ...this.#session.options.adopt]),
      project: this.#session.options.project.uid,
      keysOf: (node) => this.#keysOf(node),
      fixedOf: (node) => this.#accounts.get(packageOf(node.type))?.provider.fixedInputs?.(node.type, node.inputs) ?? {},
    });
    this.#importIds = new Map(adoption.importIds);
    this.#superseded = adoption.superseded;
    return adoption;
  }

  /** Logical names of definitions whose objects are over at the vendor, though the state and the plugin have them. Known after {@link adopt}. */
  async over(): Promise<ReadonlySet<string>> {
    const listed = new Set(this.#liveBefore.map(({ type, id }) => `${type} ${id}`));
    const over = new Set<string>();
    for (const { type, name, id } of this.state?.resources ?? []) {
      const account = this.#accounts.get(packageOf(type));
      if (!account?.provider.ends?.has(type) || !this.#byName.has(name) || listed.has(`${type} ${id}`)) continue;
      if (!(await account.api.find(type, id))) over.add(name);
    }
    return over;
  }

  /** Everything that the definitions or the record know of this unit. */
  get objects(): readonly (ResourceNode | RecordedNode)[] {
    return [...this.nodes, ...this.byApi, ...this.#recorded];
  }

  /** Whether all of the unit is planned: only then is what was applied recorded. */
  get isWhole(): boolean {
    return this.#targets === undefined;
  }

  /** Restricts what is planned and applied to some objects, by logical name, and to what they need and is not there yet. */
  restrictTo(selected: ReadonlySet<string>): void {
    const { project } = this.#session.options;
    const prefix = `urn:pulumi:${this.name}::${project.id}::`;
    const names = this.#withNeeds(selected);
    this.#selected = names;
    const live = this.nodes.map(({ type, identity }) => ({ type, name: logicalName(identity) }));
    const known = [...live, ...(this.state?.resources ?? [])].filter(({ name }) => names.has(name));
    this.#targets = [...new Set(known.map(({ type, name }) => `${prefix}${type}::${name}`))];
  }

  /** Names with those of definitions that they need, directly or not, and that the state lacks. */
  #withNeeds(selected: ReadonlySet<string>): ReadonlySet<string> {
    const names = new Set(selected);
    const there = new Set(this.state?.resources.map(({ name }) => name));
    for (const name of names) {
      const node = this.#byName.get(name);
      const needed = node ? [...referencesOf(node).map(({ $ref }) => $ref), ...(node.options?.dependsOn ?? [])] : [];
      for (const one of needed.map(logicalName)) if (this.#byName.has(one) && !there.has(one)) names.add(one);
    }
    return names;
  }

  /** What the plugins cannot bring about, as things are now. */
  async amendments(): Promise<readonly Amendment[]> {
    const found: Amendment[] = [];
    const { project, now } = this.#session.options;
    const ids = new Map(this.state?.resources.map(({ name, id }) => [name, id]));
    const selected = this.#selected;
    const nodes = [...this.nodes, ...this.byApi].filter(
      ({ identity }) => selected === undefined || selected.has(logicalName(identity)),
    );
    for (const [name, { api }] of this.#accounts)
      found.push(
        ...((await api.amendments?.({
          project: project.uid,
          unit: this.name,
          nodes: nodes.filter(({ type }) => packageOf(type) === name),
          isWhole: selected === undefined,
          idOf: (identity) => this.#results.get(identity)?.id ?? ids.get(logicalName(identity)),
          now,
        })) ?? []),
      );
    return found;
  }

  /** Does what the plugins cannot bring about, as far as it was planned or follows from that. */
  async amend(planned: ReadonlySet<string>): Promise<readonly ObjectFailure[]> {
    const amendments = await this.amendments();
    if (amendments.length === 0) return [];
    const journal = Journal.open(this.#session.store, this.name);
    this.#journal = journal;
    try {
      const failures = await amend(amendments, {
        journal,
        urnOf: (type, identity) => this.stack.urn(type, logicalName(identity)),
        isPlanned: ({ identity, follows }) => follows === true || planned.has(identity),
        sourceOf: (identity) => this.#byName.get(logicalName(identity))?.source,
      });
      await this.#readAgain(amendments);
      return failures;
    } finally {
      await journal.close();
    }
  }

  /** Brings into the state what amendments have changed of objects that the plugin knows. */
  async #readAgain(amendments: readonly Amendment[]): Promise<void> {
    const identities = new Set(amendments.map(({ identity }) => identity));
    const known = this.nodes.filter(({ identity }) => identities.has(identity));
    if (known.length === 0) return;
    const targets = known.map(({ type, identity }) => this.stack.urn(type, logicalName(identity)));
    const providers = await this.#providers();
    const result = await this.stack.run({ verb: 'refresh', providers, parallel, targets, event: () => undefined });
    if (result.code !== 0) throw engineFailure(`reading what was amended in ${this.name}`, result);
  }

  /** A unit's operations together with what amendments would do. */
  async amended(operations: readonly Operation[]): Promise<readonly Operation[]> {
    const selected = this.#selected;
    const byApi = this.byApi.filter(({ identity }) => selected === undefined || selected.has(logicalName(identity)));
    const recorded = new Set(this.#recorded.map(({ identity }) => identity));
    return withAmendments(operations, await this.amendments(), byApi, ({ identity }) => recorded.has(identity));
  }

  /**
   * Live objects that carry this unit's marker though no definition and no state knows them: what is left when the state is lost and a definition
   * is removed meanwhile. An object whose marker names the unit that it has left is defined where it went. Known after {@link adopt}.
   */
  get orphans(): readonly LiveObject[] {
    const { project, units } = this.#session.options;
    const known = new Set(this.state?.resources.map(({ type, id }) => `${type} ${id}`));
    const own = new Set(this.nodes.flatMap((node) => this.#keysOf(node).map((key) => `${node.type} ${key}`)));
    const candidates = this.#liveBefore.filter(
      ({ type, id, key, marker }) =>
        marker?.project === project.uid &&
        marker.unit.toLowerCase() === this.name.toLowerCase() &&
        !known.has(`${type} ${id}`) &&
        !own.has(`${type} ${key}`),
    );
    if (candidates.length === 0) return [];
    const keyOf = (identity: string, type: string): string =>
      this.#accounts.get(packageOf(type))?.provider.keyOfIdentity?.(identity) ?? identity;
    const defined = units.flatMap(({ identities }) => identities);
    return candidates.filter(({ type, marker }) => !defined.some((one) => keyOf(one, type) === marker?.identity));
  }

  /** Removes an orphan, if it still is one. */
  async removeOrphan({ type, id, marker }: LiveObject): Promise<void> {
    const api = this.#accounts.get(packageOf(type))?.api;
    const live = await api?.find(type, id);
    if (live?.marker?.unit !== marker?.unit || live?.marker?.identity !== marker?.identity) return;
    await api?.remove(type, id);
  }

  /** What the engine would do; nothing is changed. */
  async preview(refresh: boolean): Promise<EngineOutcome> {
    await this.stack.ensure();
    const { vendors } = this.#session;
    const reader = new OutcomeReader(this.nodes, this.#recorded);
    vendors.watch(this.name, { refused: (urn, reason) => reader.refused(urn, reason) });
    try {
      const result = await this.stack.run({
        verb: 'preview',
        program: this.#program(),
        refresh: refresh && this.#canRefresh(this.#targets),
        providers: await this.#providers(),
        parallel,
        ...(this.#targets ? { targets: this.#targets } : {}),
        event: (event) => reader.read(event),
      });
      const outcome = reader.outcome();
      if (isFatal(result, outcome)) throw engineFailure(`planning ${this.name}`, result);
      return outcome;
    } finally {
      vendors.watch(this.name, undefined);
    }
  }

  /** Reads the live objects into the state. The outcome's operations are what had drifted. */
  async refresh(): Promise<EngineOutcome> {
    const reader = new OutcomeReader(this.nodes, this.#recorded);
    const result = await this.stack.run({
      verb: 'refresh',
      providers: await this.#providers(),
      parallel,
      event: (event) => reader.read(event),
    });
    const outcome = reader.drift();
    if (isFatal(result, outcome)) throw engineFailure(`refreshing ${this.name}`, result);
    return outcome;
  }

  /**
   * URNs of operations, when they are few and simple: the engine then looks at those alone, since the plan has just looked at all. A rename, an
   * adoption or a replacement concerns more than one URN, a creation one that the state lacks.
   */
  #targetsOf(operations: readonly Operation[]): readonly string[] | undefined {
    if (this.#targets) return this.#targets;
    const isSimple = operations.every(({ op }) => op === 'update' || op === 'delete');
    if (!isSimple || operations.length > mostTargets || operations.length * 2 > this.nodes.length) return undefined;
    const known = new Set(this.state?.resources.map(({ name }) => name));
    const targets = operations.filter(({ identity }) => known.has(logicalName(identity)));
    if (targets.length === 0) return undefined;
    return targets.map(({ type, identity }) => this.stack.urn(type, logicalName(identity)));
  }

  /** The engine refuses to refresh targets that are not in the state yet. */
  #canRefresh(targets: readonly string[] | undefined): boolean {
    const known = new Set(this.state?.resources.map(({ urn }) => urn));
    return targets === undefined || targets.every((urn) => known.has(urn));
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
    const targets = this.#targetsOf(operations);
    const { session, name } = { session: this.#session, name: this.name };
    const journal = Journal.open(session.store, name);
    this.#journal = journal;
    const reader = new OutcomeReader(this.nodes, this.#recorded);
    const permit = new Permit({
      unit: name,
      project: session.options.project.uid,
      planned: permitted,
      journal,
      api: (type) => this.#accounts.get(packageOf(type))?.api,
      isRefusal: (type, reason) => this.#accounts.get(packageOf(type))?.provider.isRefusal?.(reason) === true,
      knownIds: new Set(this.state?.resources.map(({ id }) => id)),
      keyOf: (logical) => {
        const node = this.#byName.get(logical);
        return node && this.#keysOf(node)[0];
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
      const result = await this.stack.run({
        verb: 'up',
        program: this.#program(),
        refresh: refresh && this.#canRefresh(targets),
        providers: await this.#providers(),
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
    const session = this.#session;
    this.state = await this.stack.state();
    const ids = new Map(
      this.state?.resources.filter(({ pendingDeletion }) => !pendingDeletion).map((r) => [r.name, r.id]),
    );
    const problems: string[] = [];
    for (const [name, account] of this.#accounts) {
      const unit = session.listsByUnit ? this.name : undefined;
      const live = await session.census(account, this.#types, unit).objects();
      for (const node of this.nodes.filter(({ type }) => packageOf(type) === name)) {
        const id = ids.get(logicalName(node.identity));
        const key = this.#keysOf(node)[0];
        if (id === undefined || key === undefined) continue;
        const extras = live.filter((object) => object.type === node.type && object.key === key && object.id !== id);
        for (const extra of extras) problems.push(...(await this.#removeExtra(node, extra, account)));
      }
    }
    return problems;
  }

  /** Records the unit as applied, and ends its journal. Only after a complete, unfiltered, checked success. */
  async record(): Promise<void> {
    const { project, commit, now } = this.#session.options;
    if (this.nodes.length + this.byApi.length === 0) return this.#forgetUnit();
    for (const entry of this.state?.resources ?? []) {
      const node = this.#byName.get(entry.name);
      if (node) this.#results.set(node.identity, { ...this.#results.get(node.identity), id: entry.id });
    }
    const { graph: _hash, ...fingerprint } = this.#fingerprint(foreignKeys(this.nodes));
    const header = { project, unit: this.name, appliedAt: now.toISOString(), fingerprint };
    await this.#session.graphs.write(
      recordUnit(
        { ...header, ...(commit === undefined ? {} : { commit }) },
        [...this.nodes, ...this.byApi],
        this.#results,
      ),
    );
    await this.#concludeJournals();
  }

  /** Everything that this run and dead ones had begun has been checked. */
  async #concludeJournals(): Promise<void> {
    await this.#session.journals.conclude(this.name);
    await this.#journal?.conclude();
  }

  /** A unit of which nothing is left leaves neither record nor stack behind. */
  async #forgetUnit(): Promise<void> {
    if ((this.state?.resources.length ?? 0) > 0) return;
    await this.stack.remove();
    await this.#session.graphs.remove(this.name);
    await this.#concludeJournals();
  }

  /** Takes entries out of the state; the objects live on and are adopted by another unit. */
  async forget(names: ReadonlySet<string>): Promise<void> {
    await this.#session.waitFor(this.stack);
    const deployment = (await this.stack.state())?.deployment;
    if (!deployment) return;
    const gone = new Set((deployment.resources ?? []).filter((r) => names.has(nameOfUrn(r.urn))).map(({ urn }) => urn));
    const resources = (deployment.resources ?? [])
      .filter(({ urn }) => !gone.has(urn))
      .map((resource) => withoutDependencies(resource, gone));
    await this.stack.importState({ ...deployment, resources }, `${this.stack.folder}/state.json`);
    this.state = await this.stack.state();
  }

  async #look(): Promise<readonly LiveObject[]> {
    let live: readonly LiveObject[] = [];
    for (const [name, account] of this.#accounts) {
      const session = this.#session;
      const census = session.census(account, this.#types, session.listsByUnit ? this.name : undefined);
      const mine = this.#intents.filter(({ type }) => packageOf(type) === name);
      if (mine.some(({ kind, answered }) => kind === 'create' && !answered))
        session.options.progress({
          kind: 'step',
          message: `${this.name}: looking for what an interrupted run may have created (up to 20 s)`,
        });
      const seen = (intent: Intent, objects: readonly LiveObject[]): boolean => {
        const node = this.#byName.get(nameOfUrn(intent.urn));
        return !node || objects.some(({ type, key }) => type === node.type && key === this.#keysOf(node)[0]);
      };
      live = merge(live, mine.length > 0 ? await census.settle(mine, seen) : await census.objects());
      const missing = this.#missing(live).filter(({ type }) => packageOf(type) === name);
      if (missing.length === 0) continue;
      // What another unit's marker still holds is in the list of the whole project only.
      live = merge(live, await session.census(account, this.#types).confirmed());
      const types = new Set(this.#missing(live).map(({ type }) => type));
      if (types.size > 0) live = merge(live, await census.account(types));
    }
    return live;
  }

  /** Types of everything that the unit has or had. */
  get #types(): ReadonlySet<string> {
    return new Set([...this.nodes, ...this.#recorded, ...(this.state?.resources ?? [])].map(({ type }) => type));
  }

  /** Definitions of which neither the state nor the vendor knows an object. */
  #missing(live: readonly LiveObject[]): ResourceNode[] {
    const inState = new Set(this.state?.resources.map(({ name }) => name));
    const keys = new Set(live.map(({ type, key }) => `${type} ${key}`));
    return this.nodes.filter(
      (node) =>
        ![node.identity, ...node.aliases].some((identity) => inState.has(logicalName(identity))) &&
        !this.#keysOf(node).some((key) => keys.has(`${node.type} ${key}`)),
    );
  }

  /** Ids of the state that lists lack although other objects carry their marker: do they still exist? */
  async #gone(live: readonly LiveObject[]): Promise<Set<string>> {
    const gone = new Set<string>();
    const listed = new Set(live.map(({ id }) => id));
    const keys = new Set(live.map(({ type, key }) => `${type} ${key}`));
    for (const entry of this.state?.resources ?? []) {
      if (listed.has(entry.id)) continue;
      const node = this.#byName.get(entry.name);
      if (!node || !this.#keysOf(node).some((key) => keys.has(`${node.type} ${key}`))) continue;
      const account = this.#accounts.get(packageOf(entry.type));
      if (account && !(await account.api.find(entry.type, entry.id))) gone.add(entry.id);
    }
    return gone;
  }

  #keysOf(node: ResourceNode): string[] {
    const provider = this.#accounts.get(packageOf(node.type))?.provider;
    const own = provider?.adoptionKey(node.type, node.inputs);
    if (provider === undefined || own === undefined) return [];
    const earlier = node.aliases
      .map((identity) => provider.keyOfIdentity?.(identity))
      .filter((key) => key !== undefined);
    return [own, ...earlier];
  }

  #program(): GraphProgram {
    const entries = this.state?.deployment.resources?.filter(({ delete: gone }) => gone !== true) ?? [];
    const before = new Map(entries.map(({ urn, inputs }) => [nameOfUrn(urn), inputs as ResourceNode['inputs']]));
    return {
      nodes: this.nodes.map((node) => this.#clearing(node, before)),
      importIds: this.#importIds,
      versionOf: (type) => this.#accounts.get(packageOf(type))?.provider.version ?? '',
      foreign: this.#session.foreign,
      registered: (node, result) => this.#registered(node, result),
    };
  }

  /** A node with what removes inputs that it had before and that its plugin would leave as they are. */
  #clearing(node: ResourceNode, before: ReadonlyMap<string, ResourceNode['inputs']>): ResourceNode {
    const clears = this.#accounts.get(packageOf(node.type))?.provider.clears?.[node.type] ?? {};
    const names = [node.identity, ...node.aliases].map(logicalName);
    const had = names.map((name) => before.get(name)).find((inputs) => inputs !== undefined) ?? {};
    const gone = Object.entries(clears).filter(([input]) => input in had && !(input in node.inputs));
    return gone.length === 0 ? node : { ...node, inputs: { ...node.inputs, ...Object.fromEntries(gone) } };
  }

  #registered(node: ResourceNode, { id, result }: Registered): void {
    if (result !== 'done' || id === '') return;
    this.#results.set(node.identity, { id });
    if (node.environment === undefined) this.#session.publish(node.identity, id, {});
  }

  async #providers(): Promise<Map<string, number>> {
    const ports = new Map<string, number>();
    for (const [name, account] of this.#accounts) ports.set(name, await account.proxyPort());
    return ports;
  }

  async #removeExtra(node: ResourceNode, extra: LiveObject, account: Account): Promise<string[]> {
    const wasThere = this.#liveBefore.some(({ type, id }) => type === extra.type && id === extra.id);
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

/** Outputs of objects of other units, as `identity.output`. */
function foreignKeys(nodes: readonly ResourceNode[]): string[] {
  const own = new Set(nodes.map(({ identity }) => identity));
  const foreign = nodes.flatMap(referencesOf).filter(({ $ref }) => !own.has($ref));
  return [...new Set(foreign.map(({ $ref, output }) => `${$ref}.${output}`))].sort();
}

function withoutDependencies(resource: DeployedResource, gone: ReadonlySet<string>): DeployedResource {
  const keep = (urns: unknown): unknown => (Array.isArray(urns) ? urns.filter((urn) => !gone.has(String(urn))) : urns);
  const byProperty = resource['propertyDependencies'] as Record<string, unknown> | undefined;
  return {
    ...resource,
    ...(resource['dependencies'] === undefined ? {} : { dependencies: keep(resource['dependencies']) }),
    ...(byProperty
      ? { propertyDependencies: Object.fromEntries(Object.entries(byProperty).map(([key, urns]) => [key, keep(urns)])) }
      : {}),
  };
}
