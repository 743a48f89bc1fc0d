import type { Provider } from './provider.ts';

/** Every provider, sorted by name. */
export const providers: readonly Provider[] = [];
