import { onCallUnit } from '../graph/unit-name.ts';

/** Where a planned or recorded object belongs, as filters ask for it. */
export interface ObjectPlace {
  readonly environment: string;
  readonly squad: string;
  readonly application?: string;
  readonly id?: string;
}

/** Reads an object's place from its identity: `environment/application/alert`; `oncall/squad/kind/id` is in the "environment" `oncall`. */
export function placeOf(object: { readonly identity: string; readonly squad: string }): ObjectPlace {
  const [environment = '', application, id] = object.identity.split('#')[0]?.split('/') ?? [];
  if (environment === onCallUnit) return { environment, squad: object.squad };
  return {
    environment,
    squad: object.squad,
    ...(application === undefined ? {} : { application }),
    ...(id === undefined ? {} : { id }),
  };
}
