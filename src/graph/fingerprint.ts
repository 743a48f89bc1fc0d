import { canonicalJson } from './canonical.ts';
import type { FingerprintParts } from './recorded-graph.ts';

const parts = ['graph', 'tool', 'providers', 'endpoints', 'secrets', 'foreign'] as const;

/**
 * What differs between two fingerprints, as `graph`, `tool` or `secrets.datadog.apiKey`; a unit needs no run when nothing does.
 */
export function fingerprintChanges(recorded: FingerprintParts, planned: FingerprintParts): string[] {
  return parts.flatMap((part) => {
    const [old, updated] = [recorded[part], planned[part]];
    if (canonicalJson(old) === canonicalJson(updated)) return [];
    if (typeof old === 'string' || typeof updated === 'string') return [part];
    const names = new Set([...Object.keys(old), ...Object.keys(updated)]);
    return [...names]
      .filter((name) => old[name] !== updated[name])
      .sort()
      .map((name) => `${part}.${name}`);
  });
}
