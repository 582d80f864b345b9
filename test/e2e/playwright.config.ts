import { defineConfig } from '@playwright/test';

/** Begun first, so that the rest runs beside it. */
const longest = '**/survival.spec.ts';

export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  outputDir: '../../out/e2e',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 2,
  projects: [
    { name: 'longest', testMatch: longest },
    { name: 'all others', testMatch: '**/*.spec.ts', testIgnore: longest },
  ],
  reporter: [['line']],
  forbidOnly: true,
});
