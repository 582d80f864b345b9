import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Kinds of proof that vitest runs; e2e belongs to Playwright. */
const kinds = ['architecture', 'unit', 'contract', 'migration', 'simulation', 'integration'] as const;

const integration = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  globalSetup: 'test/support/shared-postgres.ts',
  // Integration files start servers, desks and browsers: more at a time would only wait for each other.
  maxWorkers: 3,
  // Files of one worker share its modules: to load the server anew for each took a third of the processor's time.
  isolate: false,
} as const;

/** Its files put doubles in the place of the server's own modules: no other file may share these. */
const apart = 'test/integration/row-security/**/*.test.ts';

export default defineConfig({
  root,
  test: {
    projects: [
      ...kinds.map((kind) => ({
        root,
        test: {
          name: kind,
          include: [`test/${kind}/**/*.test.ts`, `test/${kind}/**/*.test.tsx`],
          exclude: [apart],
          testTimeout: kind === 'simulation' ? 60_000 : 15_000,
          hookTimeout: 120_000,
          ...(kind === 'integration' ? integration : {}),
        },
      })),
      { root, test: { name: 'integration-apart', include: [apart], ...integration, isolate: true } },
    ],
  },
});
