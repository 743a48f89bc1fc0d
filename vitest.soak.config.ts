import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/soak/**/*.soak.ts'], globalSetup: 'test/engine/global-setup.ts', testTimeout: 600_000 },
});
