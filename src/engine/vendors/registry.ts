import type { LiveProvider } from '../../providers/live.ts';
import { restLive } from '../provider-server/rest-live.ts';
import { restVendors } from './rest.generated.ts';

type Load = () => Promise<{ readonly live: LiveProvider }>;

const ofOurs = Object.entries(restVendors).map(([name, load]): [string, Load] => [
  name,
  async () => ({ live: restLive((await load()).rest) }),
]);

/** Vendors whose resources can be applied, by name; loaded when a unit has one. */
export const liveProviders: Readonly<Record<string, Load>> = {
  datadog: () => import('../../providers/datadog/live.ts'),
  opsgenie: () => import('../../providers/opsgenie/live.ts'),
  ...Object.fromEntries(ofOurs),
};
