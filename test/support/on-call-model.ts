import { loadFile } from '../../src/definitions/load/load-file.ts';
import type { Document } from '../../src/definitions/types.ts';
import { onCallModel } from '../../src/oncall/build/model.ts';
import type { OnCallModel } from '../../src/oncall/model.ts';

const project = `apiVersion: alerts/v1
kind: Project
id: acme
uid: 7f3c9a52e1
timezone: Europe/Paris
environments: { production: {} }
hours:
  business: { weekly: mon-fri 09:00-18:00, except: [holidays.ics] }
`;

const holidays = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261225
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
`;

/** The model of a few YAML documents besides a project in Europe/Paris with `business` hours and Christmas Day. */
export function modelOf(...texts: readonly string[]): OnCallModel {
  const documents = [project, ...texts].flatMap((text, index) => documentsOf(`${index}.yaml`, text));
  const byKind = (kind: string): Document[] => documents.filter((document) => document.kind === kind);
  return onCallModel({
    project: byKind('Project')[0] as Document,
    people: byKind('Person'),
    squads: byKind('Squad'),
    readText: (_from, path) => ({ text: holidays, path }),
  });
}

/** @throws Error when the text breaks the schema, so that a test never proves something of half a document */
function documentsOf(file: string, text: string): Document[] {
  const loaded = loadFile(file, new TextEncoder().encode(text));
  const [finding] = loaded.findings;
  if (finding) throw new Error(`${file}:${finding.location.line}: ${finding.message}`);
  return loaded.documents.map(({ document }) => document);
}

/** A person document in one line. */
export function person(id: string, timezone = 'Europe/Paris'): string {
  return `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id.charAt(0).toUpperCase()}${id.slice(1)}
email: ${id}@acme.example
timezone: ${timezone}
licence: { run: 2026-01-05, onCall: 2026-02-02 }
`;
}

/** A squad document around its fields. */
export function squad(id: string, members: readonly string[], fields: string): string {
  return `apiVersion: alerts/v1
kind: Squad
id: ${id}
name: ${id.charAt(0).toUpperCase()}${id.slice(1)}
lead: ${members[0] ?? ''}
members: [${members.join(', ')}]
${fields}`;
}
