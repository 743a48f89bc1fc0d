import type { Constraint } from '../provider.ts';

const overview = 'https://docs.opsgenie.com/docs/heartbeat-api';

/** What Opsgenie refuses, or would do silently; checked before it is asked. */
export const constraints: readonly Constraint[] = [
  {
    id: 'opsgenie/heartbeat-interval',
    summary: 'A heartbeat comes every so many whole minutes.',
    why: 'Opsgenie counts intervals in minutes, hours or days; anything shorter cannot be watched.',
    source: overview,
  },
  {
    id: 'opsgenie/heartbeat-name',
    summary: 'A heartbeat is named with letters, digits, dots, underscores and hyphens.',
    why: 'The name is part of the address that is pinged.',
    source: overview,
  },
  {
    id: 'opsgenie/integration-type',
    summary: 'An integration has a type that can be created by the API without further fields.',
    why: 'Opsgenie answers 422 for a type that needs more than a name, and for e-mail an address must be chosen first.',
    source: 'https://docs.opsgenie.com/docs/integration-api',
  },
];
