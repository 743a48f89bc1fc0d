import type { CompileContext } from '../provider.ts';
import { markerOf, markerText, type Marked } from '../marker.ts';

/** Contact groups and maintenance windows have a name alone, which ends with the marker. */
export function markedName(name: string, one: Marked, project: CompileContext['project']): string {
  return `${name} ${markerText(markerOf(one, project))}`;
}

/** What the identity of an alert's contact group ends with. */
export const contactsPart = 'contacts';

/** The identity of the check that a contact group belongs to. */
export function checkOf(contacts: string): string {
  return contacts.replace(new RegExp(`#${contactsPart}$`), '');
}
