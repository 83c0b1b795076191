import { defineConfig } from 'vitest/config';

/** The long proofs, one after the other: each wants the machine for itself. `TOLLGATE_PROOF=short` makes them short. */
export default defineConfig({
  test: {
    include: ['server/tests/**/*.proof.test.ts'],
    globalSetup: ['server/tests/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
    env: { NODE_ENV: 'test' },
  },
});
