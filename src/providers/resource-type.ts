import type { ResourceType } from './provider.ts';
import { providers } from './registry.ts';

/** What the vendors say of a Pulumi type token; undefined for one that none of them emits. */
export function resourceTypeOf(type: string): ResourceType | undefined {
  return providers.map((provider) => provider.resourceTypes[type]).find((one) => one !== undefined);
}

/** Whether resources of a type are delivered by the files of `alerts compile` alone, so that nothing can apply them. */
export function isDelivered(type: string): boolean {
  return resourceTypeOf(type)?.byFile === true;
}
