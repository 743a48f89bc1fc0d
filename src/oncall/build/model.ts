import type { Finding } from '../../findings/finding.ts';
import type { Document } from '../../definitions/types.ts';
import type { Hours, OnCallModel, OnCallPerson, OnCallSquad } from '../model.ts';
import { BuildContext, entriesOf, type ReadText } from './context.ts';
import { hoursOf } from './hours.ts';
import { personOf } from './people.ts';
import { semanticsOf } from './semantics.ts';
import { squadOf } from './squad.ts';

/** What the model is built from: documents that passed their schemas. */
export interface OnCallDocuments {
  readonly project: Document;
  readonly people: readonly Document[];
  readonly squads: readonly Document[];
  readonly readText: ReadText;
}

/** The project's part: what every squad and person is read with. */
export interface OnCallProject {
  readonly zone: string;
  readonly hours: ReadonlyMap<string, Hours>;
  readonly findings: readonly Finding[];
}

/** The named hours of a project and their calendars. */
export function onCallProject(project: Document, readText: ReadText): OnCallProject {
  const findings: Finding[] = [];
  const context = new BuildContext(project, new Map(), readText, findings);
  const hours = entriesOf(project.data['hours']).flatMap(([name, written]): [string, Hours][] => {
    const found = hoursOf(written, ['hours', name], context);
    return found ? [[name, { ...found, label: name }]] : [];
  });
  return { zone: String(project.data['timezone'] ?? 'UTC'), hours: new Map(hours), findings };
}

/** One squad, with what is wrong in its times and calendars. */
export function onCallSquad(
  squad: Document,
  { zone, hours }: OnCallProject,
  readText: ReadText,
): { readonly squad: OnCallSquad; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  return { squad: squadOf(new BuildContext(squad, hours, readText, findings), zone), findings };
}

/** One person. */
export function onCallPerson(person: Document, { zone, hours }: OnCallProject, readText: ReadText): OnCallPerson {
  return personOf(new BuildContext(person, hours, readText, []), zone);
}

/** Who is called, for a whole organisation. What is wrong with single definitions is reported where they are linted. */
export function onCallModel({ project, people, squads, readText }: OnCallDocuments): OnCallModel {
  const shared = onCallProject(project, readText);
  return {
    zone: shared.zone,
    semantics: semanticsOf(project.data['onCallSemantics']),
    people: new Map(people.map((person) => [person.id, onCallPerson(person, shared, readText)])),
    squads: new Map(squads.map((squad) => [squad.id, onCallSquad(squad, shared, readText).squad])),
  };
}
