/** Somebody without any licence, for examples about people. */
export function person(id: string): string {
  return `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id.charAt(0).toUpperCase()}${id.slice(1)} Moreau
email: ${id}@acme.example
timezone: Europe/Paris
`;
}
