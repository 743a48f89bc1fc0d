import type { Finding, Location } from '../../findings/finding.ts';
import type { LoadedFile } from '../load/load-file.ts';
import { child, type YamlNode } from '../source/node.ts';
import type { Document, Kind } from '../types.ts';
import { referencesOf, type DefinitionReference } from './references.ts';

/** A document without its tree: what other files may want to know of it. Serialisable. */
export interface DocumentFacts {
  readonly kind: Kind;
  readonly id: string;
  /** Where its id is written. */
  readonly location: Location;
  readonly broken: boolean;
  readonly references: readonly DefinitionReference[];
  /** Plain data that rules over the whole catalog and linking need. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A file without its trees; depends on its content only, so that it can be cached by it. */
export interface FileFacts {
  readonly path: string;
  readonly digest: string;
  readonly documents: readonly DocumentFacts[];
  /** Problems of the text, the YAML and the schema. */
  readonly findings: readonly Finding[];
  readonly tentative: LoadedFile['tentative'];
}

/** Condenses a loaded file. */
export function factsOf(loaded: LoadedFile): FileFacts {
  return {
    path: loaded.file.path,
    digest: loaded.file.digest,
    findings: loaded.findings,
    tentative: loaded.tentative,
    documents: loaded.documents.map(({ document, broken }) => ({
      kind: document.kind,
      id: document.id,
      location: idLocation(document),
      broken,
      references: broken ? [] : referencesOf(document),
      facts: documentFacts(document),
    })),
  };
}

function idLocation(document: Document): Location {
  const node: YamlNode | undefined =
    document.kind === 'OpenSLO' ? child(child(document.root, 'metadata'), 'name') : child(document.root, 'id');
  return document.file.locate(node ?? document.root);
}

const keptFields: Readonly<Record<Kind, readonly string[]>> = {
  Project: ['uid', 'environments', 'hours', 'connections', 'onCall', 'ignore', 'lint', 'timezone', 'state'],
  Person: ['groups', 'licence', 'name', 'email', 'accounts'],
  Squad: ['members', 'lead', 'channels', 'schedules', 'escalations', 'routing', 'policies', 'overrides'],
  Application: [
    'squad',
    'tier',
    'types',
    'features',
    'endpoints',
    'queues',
    'jobs',
    'dependencies',
    'renamedFrom',
    'transferredFrom',
  ],
  Template: ['appliesTo'],
  Downtime: ['when'],
  Exemption: ['check', 'owner', 'approvedBy', 'until', 'when'],
  AlertTest: ['alert', 'template', 'environment'],
  OpenSLO: ['kind'],
};

function documentFacts(document: Document): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const field of keptFields[document.kind])
    if (document.data[field] !== undefined) facts[field] = document.data[field];
  if (document.kind === 'Template') {
    facts['alerts'] = Object.keys((document.data['alerts'] as object | undefined) ?? {});
    facts['uses'] = ((document.data['use'] as { template: string }[] | undefined) ?? []).map(
      ({ template }) => template,
    );
  }
  if (document.kind === 'OpenSLO')
    facts['service'] = (document.data['spec'] as Record<string, unknown> | undefined)?.['service'];
  return facts;
}
