import type { ResourceType } from './provider.ts';
import { providers } from './registry.ts';

/** What the vendors say of a Pulumi type token; undefined for one that none of them emits. */
export function resourceTypeOf(type: string): ResourceType | undefined {
  return providers.map((provider) => provider.resourceTypes[type]).find((one) => one !== undefined);
}
