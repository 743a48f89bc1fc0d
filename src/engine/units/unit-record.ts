import { fingerprintChanges } from '../../graph/fingerprint.ts';
import type { FingerprintParts } from '../../graph/recorded-graph.ts';
import { recordUnit } from '../../graph/record-unit.ts';
import { referencesOf } from '../../graph/references.ts';
import type { Json, ResourceNode } from '../../graph/types.ts';
import type { Journal } from '../journal/journal.ts';
import type { Unit } from './unit.ts';

/** Why this unit has to be run: what differs from the last complete success; empty when nothing does. */
export async function reasonsToRun(unit: Unit): Promise<string[]> {
  const recorded = unit.file?.header.fingerprint;
  if (!recorded) return ['nothing is recorded'];
  const changes = fingerprintChanges(recorded, fingerprintOf(unit, Object.keys(recorded.foreign)));
  const open = (await unit.session.journals.read(unit.name)).length > 0;
  const lost = !unit.stack.mayExist();
  return [
    ...changes,
    ...(open ? ['an interrupted run'] : []),
    ...(lost ? ['the state is lost'] : []),
    ...(isDue(unit) ? ['what was made ahead of time runs out'] : []),
  ];
}

/** Whether objects that reach only so far ahead were made long ago. */
function isDue(unit: Unit): boolean {
  const age = unit.session.options.now.getTime() - Date.parse(unit.file?.header.appliedAt ?? '');
  const due = [...unit.accounts.values()].filter(({ provider }) => age > (provider.renewsAfter ?? Infinity));
  if (due.length === 0) return false;
  return (unit.file?.nodes() ?? []).some(({ type }) => due.some(({ provider }) => provider.byApi?.has(type)));
}

/** Whether somebody else has applied the unit since this run looked; from which commit, where that is known. */
export async function appliedMeanwhile(unit: Unit): Promise<{ readonly commit: string | undefined } | undefined> {
  const now = (await unit.session.graphs.readUnit(unit.name))?.header;
  const before = unit.file?.header;
  const isSame = now?.appliedAt === before?.appliedAt && now?.fingerprint.graph === before?.fingerprint.graph;
  return isSame ? undefined : { commit: now?.commit };
}

/** Records the unit as applied, and ends its journal. Only after a complete, unfiltered, checked success. */
export async function recordApplied(unit: Unit, journal: Journal | undefined): Promise<void> {
  const { project, commit, now } = unit.session.options;
  if (unit.nodes.length + unit.byApi.length === 0) return forgetUnit(unit, journal);
  for (const entry of unit.state?.resources ?? []) {
    const node = unit.nodeOf(entry.name);
    if (node) unit.results.set(node.identity, { ...unit.results.get(node.identity), id: entry.id });
  }
  const { graph: _hash, ...fingerprint } = fingerprintOf(unit, foreignKeys(unit.nodes));
  const header = { project, unit: unit.name, appliedAt: now.toISOString(), fingerprint };
  await unit.session.graphs.write(
    recordUnit(
      { ...header, ...(commit === undefined ? {} : { commit }) },
      [...unit.nodes, ...unit.byApi],
      unit.results,
    ),
  );
  await concludeJournals(unit, journal);
}

/** Everything that this run and dead ones had begun has been checked. */
async function concludeJournals(unit: Unit, journal: Journal | undefined): Promise<void> {
  await unit.session.journals.conclude(unit.name);
  await journal?.conclude();
}

/** A unit of which nothing is left leaves neither record nor stack behind. */
async function forgetUnit(unit: Unit, journal: Journal | undefined): Promise<void> {
  if ((unit.state?.resources.length ?? 0) > 0) return;
  await unit.stack.remove();
  await unit.session.graphs.remove(unit.name);
  await concludeJournals(unit, journal);
}

/** Everything besides the vendor that decides whether this unit has to be run; `foreign` are the outputs that it takes from others. */
function fingerprintOf(unit: Unit, foreign: readonly string[]): FingerprintParts {
  const accounts = [...unit.accounts].sort(([a], [b]) => (a < b ? -1 : 1));
  const valueOf = (key: string): Json => {
    const dot = key.lastIndexOf('.');
    return unit.session.foreign({ $ref: key.slice(0, dot), output: key.slice(dot + 1) }) ?? null;
  };
  return {
    graph: unit.source.hash,
    tool: unit.session.options.toolVersion,
    providers: Object.fromEntries(accounts.map(([name, { provider }]) => [name, provider.version])),
    endpoints: Object.fromEntries(accounts.map(([name, { access }]) => [name, access.url])),
    secrets: Object.fromEntries(
      accounts.map(([name, { access }]) => [name, unit.session.keyedHash(JSON.stringify(access.headers))]),
    ),
    foreign: Object.fromEntries(foreign.map((key) => [key, unit.session.keyedHash(JSON.stringify(valueOf(key)))])),
  };
}

/** Outputs of objects of other units, as `identity.output`. */
function foreignKeys(nodes: readonly ResourceNode[]): string[] {
  const own = new Set(nodes.map(({ identity }) => identity));
  const foreign = nodes.flatMap(referencesOf).filter(({ $ref }) => !own.has($ref));
  return [...new Set(foreign.map(({ $ref, output }) => `${$ref}.${output}`))].sort();
}
