const known = new Map<string, boolean>();

/** Whether the machine's time zone data knows an IANA zone, e.g. `Europe/Paris`. */
export function isZone(name: string): boolean {
  let result = known.get(name);
  if (result === undefined) {
    result = probe(name);
    known.set(name, result);
  }
  return result;
}

function probe(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Zones to suggest from: all that the machine knows, and UTC. */
export function zoneNames(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}
