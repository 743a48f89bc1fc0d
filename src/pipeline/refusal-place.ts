import { nodeAt, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { Location } from '../findings/finding.ts';
import { refusedFields } from '../providers/refusal.ts';
import { alertsOf } from './resolved-alerts.ts';
import type { Run } from './run.ts';

/** A definition as far as places are asked for. */
interface Written {
  /** Where a value was written, or the nearest above it. */
  nodeOf(path: Path): YamlNode;
  has(path: Path): boolean;
  /** What `source.*.*` stands for. */
  readonly source: Path;
}

/**
 * Where the value stands that a vendor refused, as far as its words tell, else where the definition begins; undefined for an object that no
 * alert, SLO or downtime of the run defines. What a template or a default says is found there.
 * @param type of the resource
 * @param words the vendor's
 */
export function placeOfRefusal(run: Run, identity: string, type: string, words: string): Location | undefined {
  const written = writtenAs(run, identity);
  if (!written) return undefined;
  const paths = refusedFields(type, words).map((field) => pathOf(field, written.source));
  const node = written.nodeOf(paths.find((path) => written.has(path)) ?? []);
  return node.file.locate(node);
}

function pathOf(field: string, source: Path): Path {
  const steps = field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return field.startsWith('source.*.*') ? [...source, ...steps.slice(3)] : steps;
}

/** `environment/application/alert#part`, `environment/application/slo/id`, `environment/-/downtime/id#part`. */
function writtenAs(run: Run, identity: string): Written | undefined {
  const [whole = ''] = identity.split('#');
  const [, application = '', kind, id] = whole.split('/');
  if (id !== undefined) return kind === 'slo' ? document(run, 'OpenSLO', id) : document(run, 'Downtime', id);
  const alert = alertsOf(run, application).find((one) => one.identity === whole);
  if (!alert) return undefined;
  const { vendor, type } = alert.source;
  return {
    nodeOf: (path) => alert.origin(path).node,
    has: (path) => alert.has(path),
    source: vendor === 'slo' ? ['source', 'slo'] : ['source', vendor, type],
  };
}

function document(run: Run, kind: 'OpenSLO' | 'Downtime', id: string): Written | undefined {
  const root = run.shard.lookup(new Map()).find(kind, id)?.document.root;
  return (
    root && {
      nodeOf: (path) => nodeAt(root, path) ?? root,
      has: (path) => nodeAt(root, path) !== undefined,
      source: [],
    }
  );
}
