import { logicalName } from '../../graph/logical-name.ts';
import type { ResourceNode } from '../../graph/types.ts';
import type { LiveObject } from '../../providers/live.ts';
import type { Intent } from '../journal/journal.ts';
import { nameOfUrn } from '../wire/events.ts';
import type { StateResource } from '../workspace/checkpoint.ts';

/** Something about live objects that a person must decide. */
export interface AdoptionProblem {
  readonly identity: string;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** Which live objects become which definitions. */
export interface Adoption {
  /** Identity to the vendor's id. */
  readonly importIds: ReadonlyMap<string, string>;
  /** Identity to objects that cannot become what is defined: a new one is created, then these are removed. */
  readonly superseded: ReadonlyMap<string, readonly LiveObject[]>;
  readonly problems: readonly AdoptionProblem[];
}

/** What is known of the world when adoption is decided. */
export interface AdoptionFacts {
  readonly nodes: readonly ResourceNode[];
  readonly state: readonly StateResource[];
  /** Objects of this project, and of the whole account where something is about to be created. */
  readonly live: readonly LiveObject[];
  /** What earlier runs wrote down and nobody has checked since. */
  readonly intents: readonly Intent[];
  /** Ids in the state whose objects no longer exist. */
  readonly gone: ReadonlySet<string>;
  /** Chosen by a person: identity to id. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly project: string;
  /** Adoption keys of a node, its earlier identities included, the present one first. */
  readonly keysOf: (node: ResourceNode) => readonly string[];
  /** Inputs of a node that its object can never change. */
  readonly fixedOf: (node: ResourceNode) => Readonly<Record<string, string>>;
}

/**
 * Decides which live objects are adopted. An import id is given only to objects that the state lacks, or whose entry in the state is of an
 * object that a newer one has replaced: an id other than the state's makes the engine delete the state's object.
 */
export function decideAdoption(facts: AdoptionFacts): Adoption {
  const byKey = new Map<string, LiveObject[]>();
  for (const object of facts.live) {
    if (object.key === undefined || (object.marker && object.marker.project !== facts.project)) continue;
    const key = `${object.type} ${object.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), object]);
  }
  const inState = new Map<string, StateResource>();
  for (const entry of facts.state) if (!entry.pendingDeletion) inState.set(`${entry.type} ${entry.name}`, entry);
  const created = creations(facts.intents);
  const importIds = new Map<string, string>();
  const superseded = new Map<string, readonly LiveObject[]>();
  const problems: AdoptionProblem[] = [];
  for (const node of facts.nodes) {
    const names = [node.identity, ...node.aliases].map(logicalName);
    const entry = names.map((name) => inState.get(`${node.type} ${name}`)).find((one) => one !== undefined);
    const live = candidates(node, facts, byKey);
    const ours = created.get(logicalName(node.identity)) ?? noCreations;
    const choice = choose(node, entry, live, ours, facts);
    if (choice.importId !== undefined) importIds.set(node.identity, choice.importId);
    if (choice.superseded) superseded.set(node.identity, choice.superseded);
    if (choice.problem) problems.push({ identity: node.identity, ...choice.problem });
  }
  return { importIds, superseded, problems };
}

interface Choice {
  readonly importId?: string;
  readonly superseded?: readonly LiveObject[];
  readonly problem?: { readonly message: string; readonly severity: 'error' | 'warning' };
}

function choose(
  node: ResourceNode,
  entry: StateResource | undefined,
  live: readonly LiveObject[],
  created: Creations,
  facts: AdoptionFacts,
): Choice {
  const chosen = facts.chosen.get(node.identity);
  if (chosen !== undefined && entry?.id !== chosen) return { importId: chosen };
  if (entry) return chooseBeside(entry, live, created, facts.gone);
  const fixed = facts.fixedOf(node);
  const fitting = live.filter((object) => fits(object, fixed));
  const others = live.filter((object) => !fits(object, fixed));
  if (fitting.length === 1 || (fitting.length === 0 && others.length === 1))
    return {
      ...(fitting[0] ? { importId: importIdOf(fitting[0]) } : {}),
      ...(others.length > 0 ? { superseded: others } : {}),
    };
  if (live.length > 1) {
    const known = live.filter(({ id }) => created.ids.includes(id));
    const latest = known.at(-1);
    if (latest) return { importId: importIdOf(latest) };
    return {
      problem: {
        severity: 'error',
        message: `Several objects carry its marker and none is in the state: ${listed(live)}. Remove the wrong ones at the vendor, or choose with --adopt ${node.identity}=ID.`,
      },
    };
  }
  const twins = facts.live.filter((object) => isTwin(node, object));
  if (twins.length === 0) return {};
  return {
    problem: {
      severity: 'error',
      message: `An object that is not ours has the same title or query: ${listed(twins)}. Adopt it with --adopt ${node.identity}=${twins[0] ? importIdOf(twins[0]) : 'ID'}, or rename or remove it.`,
    },
  };
}

/** The state has an object; what else carries its marker is the rest of an interrupted replacement, or a copy made by hand. */
function chooseBeside(
  entry: StateResource,
  live: readonly LiveObject[],
  created: Creations,
  gone: ReadonlySet<string>,
): Choice {
  const others = live.filter(({ id }) => id !== entry.id);
  if (others.length === 0) return {};
  const isOurs = gone.has(entry.id) || created.open;
  const successors = isOurs ? others : others.filter(({ id }) => created.ids.includes(id));
  const replacement = successors.at(-1);
  if (replacement) return { importId: importIdOf(replacement) };
  const isLive = live.length > others.length;
  return {
    problem: {
      severity: isLive ? 'warning' : 'error',
      message: isLive
        ? `Copies carry its marker, too: ${listed(others)}. They are left alone; remove them at the vendor.`
        : `The state knows ${entry.id}, which has lost its marker or is gone, and ${listed(others)} carries it. Choose with --adopt IDENTITY=ID.`,
    },
  };
}

function candidates(
  node: ResourceNode,
  facts: AdoptionFacts,
  byKey: ReadonlyMap<string, readonly LiveObject[]>,
): readonly LiveObject[] {
  for (const key of facts.keysOf(node)) {
    const found = byKey.get(`${node.type} ${key}`);
    if (found) return found;
  }
  return [];
}

/** What earlier runs created for one definition. */
interface Creations {
  readonly ids: readonly string[];
  /** Whether a creation was asked for and no answer was written down. */
  readonly open: boolean;
}

const noCreations: Creations = { ids: [], open: false };

/** Creations of earlier runs, by logical name. */
function creations(intents: readonly Intent[]): Map<string, Creations> {
  const found = new Map<string, Creations>();
  for (const { kind, urn, id } of intents) {
    if (kind !== 'create') continue;
    const name = nameOfUrn(urn);
    const known = found.get(name) ?? noCreations;
    found.set(name, id === undefined ? { ...known, open: true } : { ...known, ids: [...known.ids, id] });
  }
  return found;
}

function importIdOf({ id, importId }: LiveObject): string {
  return importId ?? id;
}

function fits({ fixed = {} }: LiveObject, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([input, value]) => fixed[input] === undefined || fixed[input] === value);
}

/** An object without marker, or of nobody that we know, that says or measures the same. */
function isTwin(node: ResourceNode, object: LiveObject): boolean {
  if (object.type !== node.type || object.marker !== undefined) return false;
  const query = node.inputs['query'];
  return (
    object.title.toLowerCase() === node.title.toLowerCase() || (typeof query === 'string' && object.query === query)
  );
}

function listed(objects: readonly LiveObject[]): string {
  return objects.map(({ id, title }) => `${id} ("${title}")`).join(', ');
}
