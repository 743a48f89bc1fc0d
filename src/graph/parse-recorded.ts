import { hashUnit } from './digest.ts';
import { positionAt, positionOf, syntaxErrorPosition, type TextPosition } from './json-position.ts';
import {
  recordedGraphKind,
  recordedGraphVersion,
  type RecordedHeader,
  type RecordedNode,
  type RecordedUnit,
} from './recorded-graph.ts';
import { nodesStart } from './serialise-recorded.ts';

/** A recorded graph that cannot be used. The message begins with `file:line:column: `. */
export class RecordedGraphError extends Error {
  readonly file: string;
  readonly position: TextPosition;
  readonly reason: string;

  constructor(file: string, position: TextPosition, reason: string) {
    super(`${file}:${position.line}:${position.column}: ${reason}`);
    this.name = 'RecordedGraphError';
    this.file = file;
    this.position = position;
    this.reason = reason;
  }
}

/** A recorded unit whose nodes are read when they are needed. */
export interface RecordedUnitFile {
  readonly header: RecordedHeader;
  /** @throws RecordedGraphError */
  nodes(): readonly RecordedNode[];
}

/**
 * Reads the header of a document as we write it, and the nodes later; a document in another layout is read as a whole.
 * @throws RecordedGraphError when it is not ours, newer than this build, or damaged
 */
export function openRecordedUnit(text: string, file: string): RecordedUnitFile {
  const cut = text.indexOf(nodesStart);
  let whole: RecordedUnit | undefined;
  const nodes = (): readonly RecordedNode[] => (whole ??= parseRecordedUnit(text, file)).nodes;
  if (cut !== -1 && text.endsWith(']}\n')) {
    const head = `${text.slice(0, cut)}${nodesStart}]}`;
    const header = parseLeniently(head);
    if (header !== undefined) return { header: checkHeader(header, head, file), nodes };
  }
  whole = parseRecordedUnit(text, file);
  return { header: whole, nodes };
}

/**
 * Reads a whole document.
 * @throws RecordedGraphError when it is not ours, newer than this build, or damaged
 */
export function parseRecordedUnit(text: string, file: string): RecordedUnit {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RecordedGraphError(file, syntaxErrorPosition(text, message), `This is not JSON: ${message}.`);
  }
  const unit = checkHeader(data, text, file) as RecordedUnit;
  checkNodes(unit, text, file);
  return unit;
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkHeader(data: unknown, text: string, file: string): RecordedHeader {
  const fail = (path: readonly string[], reason: string): never => {
    throw new RecordedGraphError(file, positionOf(text, path), reason);
  };
  if (!isObject(data) || data['kind'] !== recordedGraphKind)
    return fail(['kind'], `This is not a recorded graph: "kind" must be "${recordedGraphKind}".`);
  const version = data['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return fail(['version'], '"version" must be a whole number from 1 on.');
  if (version > recordedGraphVersion)
    return fail(
      ['version'],
      `This was written by a newer alerts (version ${version}; this one reads up to ${recordedGraphVersion}): upgrade alerts.`,
    );
  if (!isObject(data['project']) || typeof data['project']['uid'] !== 'string')
    return fail(['project'], '"project" must have "id" and "uid".');
  if (typeof data['unit'] !== 'string') return fail(['unit'], '"unit" must be the name of a unit.');
  const fingerprint = data['fingerprint'];
  if (!isObject(fingerprint) || typeof fingerprint['graph'] !== 'string')
    return fail(['fingerprint'], '"fingerprint" must have "graph".');
  return data as unknown as RecordedHeader;
}

function checkNodes(unit: RecordedUnit, text: string, file: string): void {
  const fail = (path: readonly (string | number)[], reason: string): never => {
    throw new RecordedGraphError(file, positionOf(text, path), reason);
  };
  if (!Array.isArray(unit.nodes)) return fail(['nodes'], '"nodes" must be a list.');
  const seen = new Set<string>();
  unit.nodes.forEach((node: unknown, index) => {
    const wrong = isObject(node) ? wrongField(node) : 'node';
    if (wrong !== undefined) fail(['nodes', index, wrong], `The node has no valid "${wrong}".`);
    const { identity } = node as unknown as RecordedNode;
    if (seen.has(identity)) fail(['nodes', index], `${identity} is recorded twice.`);
    seen.add(identity);
  });
  if (hashUnit(unit.nodes) !== unit.fingerprint.graph)
    throw new RecordedGraphError(
      file,
      positionAt(text, 0),
      'The nodes do not have the hash that "fingerprint.graph" says: the file was edited or is damaged. Take it from a backup, or remove it and apply.',
    );
}

function wrongField(node: Record<string, unknown>): string | undefined {
  const texts = ['identity', 'type', 'hash', 'title', 'squad'].find((field) => typeof node[field] !== 'string');
  return texts ?? ['inputs', 'origins', 'layers'].find((field) => !isObject(node[field]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
