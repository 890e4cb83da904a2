import { defineConfig } from 'vitest/config';

/** `vitest run --config scripts/screenshots.config.ts` takes the pictures of the README from the built program. */
export default defineConfig({
  test: { include: ['scripts/screenshots.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
