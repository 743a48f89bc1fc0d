/** A person document for the examples of rules. */
export function personDocument(id: string, fields: string): string {
  return `apiVersion: alerts/v1\nkind: Person\nid: ${id}\n${fields.trim()}\n`;
}
