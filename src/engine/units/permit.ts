import type { LiveApi, LiveObject } from '../../providers/live.ts';
import type { Journal } from '../journal/journal.ts';
import type { Mutation } from '../proxy/mutation.ts';
import type { MutationGuard } from '../proxy/provider-proxy.ts';
import { nameOfUrn } from '../wire/events.ts';

/** What a unit's run may do, and whom it asks. */
export interface PermitFacts {
  readonly unit: string;
  readonly project: string;
  /** By logical name: what the plan that a person has seen contains. */
  readonly planned: ReadonlyMap<string, ReadonlySet<Mutation['kind']>>;
  readonly journal: Journal;
  /** The vendor of a resource type. */
  readonly api: (type: string) => LiveApi | undefined;
  /** Whether a vendor's words mean that it certainly did nothing. */
  readonly isRefusal: (type: string, reason: string) => boolean;
  /** Ids that the state had before this run: a replacement's creation must not find the object that it replaces. */
  readonly knownIds: ReadonlySet<string>;
  /** By logical name. */
  readonly keyOf: (name: string) => string | undefined;
  /** Told of each change when it begins and when it has ended. */
  readonly progress: (mutation: Mutation, state: 'started' | 'done' | 'failed', reason?: string) => void;
}

/** Stands before every change of one unit: nothing that was not planned, nothing that is somebody else's, nothing that is not written down. */
export class Permit implements MutationGuard {
  readonly #facts: PermitFacts;
  readonly #open = new Map<Mutation, number>();
  readonly #created = new Map<string, string>();

  constructor(facts: PermitFacts) {
    this.#facts = facts;
  }

  /** Logical names whose creation was asked for in this run, with the id that the vendor gave. */
  get created(): ReadonlyMap<string, string> {
    return this.#created;
  }

  async before(mutation: Mutation): Promise<void> {
    const name = nameOfUrn(mutation.urn);
    const allowed = this.#facts.planned.get(name);
    if (!allowed?.has(mutation.kind))
      throw new Error(`The plan does not ${mutation.kind} it: nothing was done. Plan again to see what changed.`);
    if (mutation.kind === 'delete') await this.#refuseForeign(mutation);
    this.#open.set(mutation, await this.#facts.journal.intend(mutation));
    if (mutation.kind === 'create') this.#created.set(name, '');
    this.#facts.progress(mutation, 'started');
  }

  async done(mutation: Mutation, id: string): Promise<void> {
    const intent = this.#open.get(mutation);
    if (intent !== undefined) await this.#facts.journal.answered(intent, id);
    if (mutation.kind === 'create') this.#created.set(nameOfUrn(mutation.urn), id);
    this.#facts.progress(mutation, 'done');
  }

  async failed(mutation: Mutation, reason: string): Promise<{ adopt?: string; gone?: boolean } | undefined> {
    const { isRefusal, journal, progress } = this.#facts;
    const better = await this.#lookAgain(mutation);
    if (better) return better;
    const intent = this.#open.get(mutation);
    if (intent !== undefined && isRefusal(mutation.type, reason)) await journal.refused(intent);
    progress(mutation, 'failed', reason);
    return undefined;
  }

  /** An object whose live marker names another unit or project is not deleted, whatever the state says. */
  async #refuseForeign({ type, id }: Mutation): Promise<void> {
    if (id === undefined) return;
    const live = await this.#facts.api(type)?.find(type, id);
    const marker = live?.marker;
    if (!marker) return;
    const { project, unit } = this.#facts;
    if (marker.project !== project)
      throw new Error(`${id} belongs to another project now (${marker.project}): it was not deleted.`);
    if (marker.unit.toLowerCase() !== unit.toLowerCase())
      throw new Error(`${id} belongs to the unit ${marker.unit} now: it was not deleted.`);
  }

  /** What an error leaves open, the vendor knows: an object that was created all the same, or one that is gone already. */
  async #lookAgain(mutation: Mutation): Promise<{ adopt?: string; gone?: boolean } | undefined> {
    const { type, id, kind } = mutation;
    const api = this.#facts.api(type);
    if (!api) return undefined;
    try {
      if (kind === 'delete' && id !== undefined) return (await api.find(type, id)) ? undefined : { gone: true };
      if (kind !== 'create') return undefined;
      const found = await this.#ownTwin(api, mutation);
      return found ? { adopt: found.id } : undefined;
    } catch {
      return undefined;
    }
  }

  async #ownTwin(api: LiveApi, { type, urn }: Mutation): Promise<LiveObject | undefined> {
    const key = this.#facts.keyOf(nameOfUrn(urn));
    if (key === undefined) return undefined;
    const { project, unit, knownIds } = this.#facts;
    const found = await api.findByKey(project, type, key);
    return found.find(
      ({ id, marker }) =>
        !knownIds.has(id) && (marker === undefined || marker.unit.toLowerCase() === unit.toLowerCase()),
    );
  }
}
