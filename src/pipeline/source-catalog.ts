import type { SourceCatalog, SourceFacts } from '../definitions/resolve/source-types.ts';
import { providers } from '../providers/registry.ts';

/** What resolving knows of every vendor's sources. */
export const sourceCatalog: SourceCatalog = Object.fromEntries(
  providers.map((provider) => [
    provider.name,
    Object.fromEntries(
      Object.entries(provider.sources).map(([type, source]): [string, SourceFacts] => [
        type,
        {
          condition: source.condition,
          ...(source.required ? { required: source.required } : {}),
          ...(source.unit ? { unit: source.unit } : {}),
        },
      ]),
    ),
  ]),
);
