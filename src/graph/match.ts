import { compareText } from '../findings/finding.ts';
import { hashUnit, type NodeDigest } from './digest.ts';
import type { GraphSide, UnitSide } from './graph-side.ts';

/** An object on both sides, or on one. */
export interface Match {
  readonly unit: string;
  readonly old?: NodeDigest;
  readonly new?: NodeDigest;
}

/**
 * Pairs recorded with planned objects: by identity within the unit, then by alias within the unit, then by identity in another unit
 * (a transfer, declared or not: an object never is created in one unit and deleted in another), and by alias in the unit that
 * `transferredFrom` names. Sorted by unit, then identity.
 */
export function matchNodes(recorded: GraphSide, planned: GraphSide): Match[] {
  const pairing = new Pairing(recorded, planned);
  const waiting: NodeDigest[] = [];
  const sorted = [...planned.units].sort((a, b) => compareText(a.name, b.name));
  for (const unit of sorted) waiting.push(...pairing.pairWithin(unit));
  for (const node of waiting) pairing.pairAcross(node);
  return pairing.finish().sort((a, b) => compareText(a.unit, b.unit) || compareText(identityOf(a), identityOf(b)));
}

class Pairing {
  readonly #recorded: ReadonlyMap<string, UnitSide>;
  /** What is recorded and not yet paired, by unit and identity. */
  readonly #open = new Map<string, Map<string, NodeDigest>>();
  readonly #planned: ReadonlyMap<string, string>;
  readonly #matches: Match[] = [];
  /** Names of the units in `#open`, sorted, once all are in it. */
  #units: readonly string[] | undefined;

  constructor(recorded: GraphSide, planned: GraphSide) {
    this.#recorded = new Map(recorded.units.map((unit) => [unit.name, unit]));
    this.#planned = new Map(planned.units.flatMap((unit) => unit.nodes().map((node) => [node.identity, unit.name])));
    const units = new Set(planned.units.map((unit) => unit.name));
    for (const unit of recorded.units) if (!units.has(unit.name)) this.#open.set(unit.name, byIdentity(unit.nodes()));
  }

  /** Pairs what one unit has by identity and alias; returns the rest. */
  pairWithin(unit: UnitSide): NodeDigest[] {
    const nodes = [...unit.nodes()].sort((a, b) => compareText(a.identity, b.identity));
    const recorded = this.#recorded.get(unit.name);
    if (recorded?.hash !== undefined && recorded.hash === (unit.hash ?? hashUnit(nodes))) {
      for (const node of nodes) this.#matches.push({ unit: unit.name, old: node, new: node });
      return [];
    }
    const open = byIdentity(recorded?.nodes() ?? []);
    this.#open.set(unit.name, open);
    const renamed = nodes.filter((node) => !this.#take(unit.name, node.identity, node));
    return renamed.filter((node) => !this.#takeAlias(unit.name, node));
  }

  pairAcross(node: NodeDigest): void {
    const declared = node.transferredFrom === undefined ? undefined : siblingUnit(node.unit, node.transferredFrom);
    this.#units ??= [...this.#open.keys()].sort(compareText);
    const units = this.#units.filter((unit) => unit !== node.unit && (this.#open.get(unit)?.size ?? 0) > 0);
    const first = units.filter((unit) => unit === declared);
    for (const unit of [...first, ...units]) if (this.#take(unit, node.identity, node)) return;
    if (first.some((unit) => this.#takeAlias(unit, node))) return;
    this.#matches.push({ unit: node.unit, new: node });
  }

  finish(): Match[] {
    for (const [unit, open] of this.#open)
      for (const old of open.values()) {
        // Its new unit has recorded it already: the record of its old unit is merely stale, and a delete would end the live object.
        const home = this.#planned.get(old.identity);
        if (home === undefined || home === unit) this.#matches.push({ unit, old });
      }
    return this.#matches;
  }

  /** An earlier identity that is still planned names another object and is not taken. */
  #takeAlias(unit: string, node: NodeDigest): boolean {
    return node.aliases.some((alias) => !this.#planned.has(alias) && this.#take(unit, alias, node));
  }

  #take(unit: string, identity: string, node: NodeDigest): boolean {
    const open = this.#open.get(unit);
    const old = open?.get(identity);
    if (!open || !old) return false;
    open.delete(identity);
    this.#matches.push({ unit: node.unit, old, new: node });
    return true;
  }
}

function byIdentity(nodes: readonly NodeDigest[]): Map<string, NodeDigest> {
  return new Map(nodes.map((node) => [node.identity, node]));
}

function siblingUnit(unit: string, squad: string): string {
  const dot = unit.lastIndexOf('.');
  return dot === -1 ? unit : `${unit.slice(0, dot)}.${squad}`;
}

function identityOf(match: Match): string {
  return (match.new ?? match.old)?.identity ?? '';
}
