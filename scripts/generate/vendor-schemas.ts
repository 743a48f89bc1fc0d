import type { VendorSchemas } from '../../src/definitions/schema/kinds.ts';
import { providers } from '../../src/providers/registry.ts';

/** What every provider brings to the schemas, in a stable order. */
export function vendorSchemas(): VendorSchemas {
  const sources: Record<string, Record<string, Record<string, unknown>>> = {};
  const connections: Record<string, Record<string, unknown>> = {};
  for (const provider of providers) {
    const types = Object.entries(provider.sources).map(([type, source]) => [
      type,
      source.schema as Record<string, unknown>,
    ]);
    if (types.length > 0) sources[provider.name] = Object.fromEntries(types);
    if (provider.connection) connections[provider.name] = provider.connection as Record<string, unknown>;
  }
  return { sources, connections };
}
