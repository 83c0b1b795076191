import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['contract/tests/**/*.test.ts', 'server/tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.proof.test.ts'],
    globalSetup: ['server/tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { NODE_ENV: 'test' },
  },
});
