import { logicalName } from '../../graph/logical-name.ts';
import { dependencyOrder } from '../../graph/order.ts';
import type { RecordedUnitFile } from '../../graph/parse-recorded.ts';
import type { RecordedNode } from '../../graph/recorded-graph.ts';
import type { AppliedResult } from '../../graph/record-unit.ts';
import type { ResourceNode } from '../../graph/types.ts';
import type { Intent } from '../journal/journal.ts';
import type { Session } from '../session.ts';
import { vendorOf } from '../../providers/rest-vendor.ts';
import { VendorCredentialsError } from '../provider-server/rest-client.ts';
import { CredentialsError, missingAtAll, type Account } from '../vendors/vendors.ts';
import type { StackState } from '../workspace/checkpoint.ts';
import { holderWords } from '../workspace/engine-failure.ts';
import { Stack } from '../workspace/stack.ts';

/** Steps that the engine may do at a time in one unit; the proxies limit what reaches a vendor. */
export const parallel = 32;

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

/** What is known of a unit during a live run: its definitions, its record, its state, its journal, its accounts. */
export class Unit {
  readonly session: Session;
  readonly source: UnitSource;
  readonly stack: Stack;
  /** By vendor. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** In an order in which each follows those that it refers to. */
  nodes: readonly ResourceNode[] = [];
  /** Definitions that no plugin knows: amendments bring them about. */
  byApi: readonly ResourceNode[] = [];
  /** What was applied last. */
  file: RecordedUnitFile | undefined;
  recorded: readonly RecordedNode[] = [];
  state: StackState | undefined;
  /** What interrupted runs had begun. */
  intents: readonly Intent[] = [];
  /** Who is at work on it, when that was seen. */
  heldBy: string | undefined;
  /** What this run made, by identity. */
  readonly results = new Map<string, AppliedResult>();
  readonly #accounts = new Map<string, Account>();
  #byName: ReadonlyMap<string, ResourceNode> = new Map();

  private constructor(session: Session, source: UnitSource, stack: Stack) {
    this.session = session;
    this.source = source;
    this.stack = stack;
    this.accounts = this.#accounts;
    this.file = recordOf(session, source);
  }

  /**
   * Knows enough of a unit to say whether it has to be run; {@link load} reads the rest.
   * @throws CredentialsError
   */
  static async open(session: Session, source: UnitSource, packages: readonly string[]): Promise<Unit> {
    const project = session.options.project.id;
    const stack = await Stack.open(session.engine, session.folder.workspace(source.name), project, source.name);
    const unit = new Unit(session, source, stack);
    await unit.#openAccounts(new Set(packages));
    return unit;
  }

  get name(): string {
    return this.source.name;
  }

  /**
   * Compiles the unit and reads its state and its journal.
   * @throws EngineFailure when the backend cannot be read
   */
  async load(): Promise<void> {
    // A plugin takes as long to start as a unit to compile.
    for (const account of this.accounts.values()) account.start();
    const { order, cycle } = dependencyOrder(this.source.nodes());
    if (!order) throw new Error(`These need each other: ${cycle.join(' → ')}.`);
    this.#byName = new Map(order.map((node) => [logicalName(node.identity), node]));
    this.recorded = this.file?.nodes() ?? [];
    this.state = await this.stack.state();
    await this.#readJournal();
    const types = [...order, ...this.recorded, ...(this.state?.resources ?? [])].map(({ type }) => vendorOf(type));
    await this.#openAccounts(new Set(types));
    const isByApi = ({ type }: ResourceNode): boolean => this.accountOf(type)?.provider.byApi?.has(type) === true;
    this.nodes = order.filter((node) => !isByApi(node));
    this.byApi = order.filter(isByApi);
  }

  /** Takes over what the session has read again, and the state: somebody else was at work. */
  async reload(): Promise<void> {
    this.file = recordOf(this.session, this.source);
    await this.load();
  }

  async #readJournal(): Promise<void> {
    this.intents = await this.session.journals.read(this.name);
    const holders = this.intents.length > 0 ? ((await this.stack.holders()) ?? []) : [];
    this.heldBy = holders.length > 0 ? holders.map(holderWords).join('; ') : undefined;
    // What a living run has begun is its own business.
    if (this.heldBy !== undefined) this.intents = [];
  }

  async #openAccounts(names: ReadonlySet<string>): Promise<void> {
    const connections = this.session.options.connections(this.source.environment);
    const missing: (CredentialsError | VendorCredentialsError)[] = [];
    for (const name of names) {
      if (this.#accounts.has(name)) continue;
      try {
        this.#accounts.set(name, await this.session.vendors.account(name, connections));
      } catch (error) {
        if (!(error instanceof CredentialsError) && !(error instanceof VendorCredentialsError)) throw error;
        missing.push(error);
      }
    }
    if (missing.length > 0) throw missingAtAll(missing);
  }

  /** The account in which objects of a type live. Known after {@link load}. */
  accountOf(type: string): Account | undefined {
    return this.accounts.get(vendorOf(type));
  }

  /** The definition of a logical name. */
  nodeOf(name: string): ResourceNode | undefined {
    return this.#byName.get(name);
  }

  /** Types of everything that the unit has or had. */
  get types(): ReadonlySet<string> {
    return new Set([...this.nodes, ...this.recorded, ...(this.state?.resources ?? [])].map(({ type }) => type));
  }

  /** By what a definition's object is found at the vendor: as it is defined now, then by what it was called earlier. */
  keysOf(node: ResourceNode): string[] {
    const provider = this.accountOf(node.type)?.provider;
    const own = provider?.adoptionKey(node.type, node.inputs);
    if (provider === undefined || own === undefined) return [];
    const earlier = node.aliases
      .map((identity) => provider.keyOfIdentity?.(identity))
      .filter((key) => key !== undefined);
    return [own, ...earlier];
  }

  /** Ports of the proxies in front of the plugins, by package. */
  ports(): Promise<Map<string, number>> {
    return this.session.vendors.ports(this.accounts);
  }
}

function recordOf(session: Session, { name }: UnitSource): RecordedUnitFile | undefined {
  return session.recorded.find(({ header }) => header.unit === name);
}
