import type { Finding } from '../../findings/finding.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import { problemAt } from '../problem.ts';
import { validate, type Violation } from '../schema/validate.ts';
import { decode } from '../source/decode.ts';
import { child, textOf, toData, type YamlNode } from '../source/node.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import type { SourceFile } from '../source/source-file.ts';
import { kinds, type Document, type Kind } from '../types.ts';
import { checkValues } from './check-values.ts';
import { tentativeDefinitions } from './tentative-ids.ts';
import { digestOfFile, withhold, type Withheld } from './withhold.ts';

/** A document and what its schema says of it. */
export interface LoadedDocument {
  readonly document: Document;
  /** Ids of alerts that break the schema: they exist, but nothing more is concluded from them. */
  readonly brokenAlerts: ReadonlySet<string>;
  /** Whether anything outside its alerts breaks the schema: nothing is concluded from the document then. */
  readonly broken: boolean;
}

/** A file after loading. */
export interface LoadedFile {
  readonly file: SourceFile;
  readonly documents: readonly LoadedDocument[];
  readonly findings: readonly Finding[];
  /** What a file that does not parse seems to define. */
  readonly tentative: readonly { readonly kind: Kind; readonly id: string; readonly alerts: readonly string[] }[];
  /** Lines whose comments say nothing to the tool. */
  readonly mutedComments?: readonly number[];
}

/** Bytes to documents that passed their schema, with every problem found on the way. Never throws for any content. */
export function loadFile(path: string, bytes: Uint8Array, withheld?: Withheld): LoadedFile {
  const loaded = loadWhole(path, bytes, withheld);
  return withheld ? withhold(loaded, withheld) : loaded;
}

function loadWhole(path: string, bytes: Uint8Array, withheld: Withheld | undefined): LoadedFile {
  const { file, problem } = decode(path, bytes, digestOfFile({ bytes, ...(withheld ? { withheld } : {}) }));
  if (problem)
    return unreadable(file, [
      problemAt(problem.rule, { file, start: problem.start, end: problem.end }, problem.message),
    ]);
  const { documents: roots, problems } = parseYaml(file);
  const findings = problems.map((one) => problemAt(one.rule, { file, start: one.start, end: one.end }, one.message));
  if (roots.length === 0 && problems.length > 0) return unreadable(file, findings);
  const documents: LoadedDocument[] = [];
  for (const root of roots) {
    const loaded = loadDocument(root, findings);
    if (loaded) documents.push(problems.length > 0 ? { ...loaded, broken: true } : loaded);
  }
  return { file, documents, findings, tentative: [] };
}

function unreadable(file: SourceFile, findings: Finding[]): LoadedFile {
  return { file, documents: [], findings, tentative: tentativeDefinitions(file.text) };
}

function loadDocument(root: YamlNode, findings: Finding[]): LoadedDocument | undefined {
  const kind = kindOf(root, findings);
  if (kind === undefined) return undefined;
  const data = toData(root) as Record<string, unknown>;
  const id = kind === 'OpenSLO' ? textOf(child(child(root, 'metadata'), 'name')) : textOf(child(root, 'id'));
  const subject = `${kind === 'OpenSLO' ? 'SLO' : kind.toLowerCase()} ${id ?? 'without id'}`;
  const schemaViolations = validate(kind, root, data, { lenient: true, subject });
  const violations: Violation[] = schemaViolations.length > 0 ? schemaViolations : checkValues(kind, root, subject);
  for (const violation of violations) findings.push(violation.finding);
  if (id === undefined) return undefined;
  const brokenAlerts = new Set<string>();
  let broken = false;
  for (const { path, finding } of violations) {
    // A misspelt field of the document itself is left out; the rest still means what it says.
    if (finding.rule === 'schema/unknown-field' && path.length === 1) continue;
    if (path[0] === 'alerts' && path.length >= 2) brokenAlerts.add(String(path[1]));
    else broken = true;
  }
  return { document: { kind, id, file: root.file, root, data }, brokenAlerts, broken };
}

function kindOf(root: YamlNode, findings: Finding[]): Kind | undefined {
  if (root.kind !== 'map') {
    findings.push(problemAt('schema/document', root, 'A definition is a mapping with apiVersion, kind and id.'));
    return undefined;
  }
  const apiVersion = textOf(child(root, 'apiVersion'));
  if (apiVersion?.startsWith('openslo/')) return 'OpenSLO';
  const kindNode = child(root, 'kind');
  const kind = textOf(kindNode);
  const ours = kinds.find((name) => name === kind && name !== 'OpenSLO');
  if (ours) return ours;
  const near = kind === undefined ? undefined : nearestName(kind, kinds);
  if (kind !== undefined && (apiVersion?.startsWith('alerts/') || near)) {
    const hint = near
      ? ` Did you mean "${near}"?`
      : ` Kinds: ${kinds.filter((name) => name !== 'OpenSLO').join(', ')}.`;
    findings.push(problemAt('schema/kind', kindNode ?? root, `The kind "${kind}" is unknown.${hint}`));
  } else if (apiVersion?.startsWith('alerts/')) {
    findings.push(
      problemAt(
        'schema/kind',
        root,
        `The document has no kind. Kinds: ${kinds.filter((name) => name !== 'OpenSLO').join(', ')}.`,
      ),
    );
  } else {
    findings.push(
      problemAt(
        'schema/foreign-document',
        root,
        'This YAML is neither ours (apiVersion: alerts/v1) nor OpenSLO. Move it out, or name it under `ignore` in project.yaml.',
        { severity: 'warning' },
      ),
    );
  }
  return undefined;
}
