import { defineConfig } from 'vitest/config';

/** Tests of the repository itself: they need no database. Part of `npm run check`. */
export default defineConfig({
  test: { include: ['server/tests/tooling/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
