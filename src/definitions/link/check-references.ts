import type { Finding } from '../../findings/finding.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import type { Kind } from '../types.ts';
import type { Definition, DefinitionIndex } from './definition-index.ts';
import type { DefinitionReference, ReferenceKind } from './references.ts';

/** What the names outside the definitions are: ids of alerts after templates, and of rules. */
export interface KnownNames {
  /** `application/alert`, over all environments. */
  readonly alerts: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
}

const nouns: Readonly<Record<ReferenceKind, string>> = {
  Squad: 'squad',
  Person: 'person',
  Application: 'application',
  Template: 'template',
  OpenSLO: 'OpenSLO document',
  Alert: 'alert',
  Schedule: 'schedule',
  Escalation: 'escalation',
  Channel: 'channel',
  Hours: 'hours',
  Connection: 'connection',
  Environment: 'environment',
  Rotation: 'rotation',
  Rule: 'rule',
  Feature: 'feature',
};

/** Findings for every reference that points at nothing. */
export function checkReferences(index: DefinitionIndex, known: KnownNames): Finding[] {
  const findings: Finding[] = [];
  const kinds: readonly Kind[] = [
    'Project',
    'Person',
    'Squad',
    'Application',
    'Template',
    'Downtime',
    'Exemption',
    'AlertTest',
    'OpenSLO',
  ];
  for (const kind of kinds) {
    for (const definition of index.all(kind)) {
      for (const reference of definition.facts.references) {
        const finding = check(reference, definition, index, known);
        if (finding) findings.push(finding);
      }
    }
  }
  return findings;
}

function check(
  reference: DefinitionReference,
  from: Definition,
  index: DefinitionIndex,
  known: KnownNames,
): Finding | undefined {
  const names = candidates(reference, from, index, known);
  if (!names || names.has(reference.id)) return undefined;
  if (index.isTentative(reference.kind as Kind, reference.id)) return undefined;
  if (
    reference.kind === 'Alert' &&
    reference.owner === undefined &&
    index.isTentative('Application', reference.id.split('/')[0] ?? '')
  )
    return undefined;
  const noun = nouns[reference.kind];
  const near = nearestName(reference.id, names);
  const listed = names.size > 0 && names.size <= 8 ? ` Known: ${[...names].join(', ')}.` : '';
  const owner = ownerOf(reference, from, index);
  const whose =
    owner === undefined
      ? ''
      : reference.kind === 'Feature'
        ? ` among the features, endpoints, queues and jobs of "${owner}"`
        : ` in the ${reference.kind === 'Alert' ? 'template' : 'squad'} "${owner}"`;
  return {
    rule: `link/unknown-${reference.kind.toLowerCase()}`,
    severity: 'error',
    message: `There is no ${noun} "${reference.id}"${whose}.${near ? ` Did you mean "${near}"?` : listed}`,
    location: reference.location,
  };
}

/** The names that would be right; undefined when nothing can be said. */
function candidates(
  reference: DefinitionReference,
  from: Definition,
  index: DefinitionIndex,
  known: KnownNames,
): Set<string> | undefined {
  const project = index.project;
  switch (reference.kind) {
    case 'Alert':
      return reference.owner === undefined ? new Set(known.alerts) : alertsOfTemplate(reference.owner, index);
    case 'Rule':
      return new Set(known.rules);
    case 'Hours':
      return project && namesOf(project, 'hours');
    case 'Connection':
      return project && namesOf(project, 'connections');
    case 'Environment':
      return project && namesOf(project, 'environments');
    case 'Schedule':
    case 'Escalation':
    case 'Channel': {
      const owner = ownerOf(reference, from, index);
      const squad = owner === undefined ? undefined : index.find('Squad', owner);
      return squad && !squad.facts.broken ? namesOf(squad, `${reference.kind.toLowerCase()}s`) : undefined;
    }
    case 'Feature': {
      const facts = from.facts.facts;
      return new Set(
        ['features', 'endpoints', 'queues', 'jobs'].flatMap((field) => (facts[field] as string[] | undefined) ?? []),
      );
    }
    default:
      return new Set(index.all(reference.kind as Kind).map((definition) => definition.facts.id));
  }
}

/** Alerts that a template brings, itself or by those that it uses; undefined when one of them cannot be read. */
function alertsOfTemplate(id: string, index: DefinitionIndex, seen: readonly string[] = []): Set<string> | undefined {
  const template = index.find('Template', id);
  if (!template || template.facts.broken) return undefined;
  const { alerts = [], uses = [] } = template.facts.facts as { alerts?: string[]; uses?: string[] };
  const names = new Set(alerts);
  for (const used of uses.filter((one) => !seen.includes(one))) {
    const more = alertsOfTemplate(used, index, [...seen, id]);
    if (!more) return undefined;
    more.forEach((name) => names.add(name));
  }
  return names;
}

function ownerOf(reference: DefinitionReference, from: Definition, index: DefinitionIndex): string | undefined {
  if (reference.owner !== undefined) return reference.owner;
  if (reference.kind !== 'Channel') return undefined;
  return from.facts.kind === 'Application' ? owningSquad(from, index) : undefined;
}

/** The squad that owns an application: the one it names, else that of the nearest squad.yaml. */
export function owningSquad(application: Definition, index: DefinitionIndex): string | undefined {
  return (application.facts.facts['squad'] as string | undefined) ?? index.ownerOf(application.file.path);
}

function namesOf(definition: Definition, field: string): Set<string> {
  return new Set(Object.keys((definition.facts.facts[field] as object | undefined) ?? {}));
}
