import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Kinds of proof that vitest runs; e2e belongs to Playwright. */
const kinds = ['architecture', 'unit', 'contract', 'migration', 'simulation', 'integration'] as const;

export default defineConfig({
  root,
  test: {
    projects: kinds.map((kind) => ({
      root,
      test: {
        name: kind,
        include: [`test/${kind}/**/*.test.ts`, `test/${kind}/**/*.test.tsx`],
        testTimeout: kind === 'integration' || kind === 'simulation' ? 60_000 : 15_000,
        hookTimeout: 120_000,
        ...(kind === 'integration' ? { globalSetup: 'test/support/shared-postgres.ts' } : {}),
        // Integration files start servers, desks and browsers: more at a time would only wait for each other.
        ...(kind === 'integration' ? { maxWorkers: 3 } : {}),
      },
    })),
  },
});
