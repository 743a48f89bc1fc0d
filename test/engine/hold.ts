import type { World } from './world.ts';

/** A change that a vendor was asked for and has not begun. */
export interface HeldChange {
  /** Resolves when the vendor is asked. */
  readonly reached: Promise<void>;
  /** Lets it go on. */
  readonly release: () => void;
}

/** Holds the first creation of a monitor that the vendor is asked for from now on. */
export function holdFirstCreation(world: World): HeldChange {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) =>
    world.datadog.observe(async (request, when) => {
      if (request.method !== 'POST' || request.path !== '/api/v1/monitor' || when !== 'before') return;
      resolve();
      await held;
    }),
  );
  return { reached, release };
}
