import type { LiveProvider } from '../../providers/live.ts';

/** Vendors whose resources can be applied, by Pulumi package; loaded when a unit has one. */
export const liveProviders: Readonly<Record<string, () => Promise<{ readonly live: LiveProvider }>>> = {
  datadog: () => import('../../providers/datadog/live.ts'),
  opsgenie: () => import('../../providers/opsgenie/live.ts'),
};
