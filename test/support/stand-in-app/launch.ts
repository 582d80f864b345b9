import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export const standInFolder = fileURLToPath(new URL('../../../electron/stand-in', import.meta.url));
export const appFolder = fileURLToPath(new URL('.', import.meta.url));

/** What the app of these tests writes down about itself. */
export interface Seen {
  requested: string[];
  navigations: string[];
  frameNavigations: string[];
  opened: string[];
  permissions: string[];
  starts: string[][];
  downloads: string[];
}

export interface Launched {
  app: ElectronApplication;
  page: Page;
  data: string;
  env: Record<string, string>;
  seen: () => Promise<Seen>;
}

/** Starts the app on the stand-in the way Playwright starts any Electron app. */
export async function launchStandInApp(): Promise<Launched> {
  const data = mkdtempSync(join(tmpdir(), 'stand-in-app-'));
  const env = {
    ...(process.env as Record<string, string>),
    STAND_IN_APP_DATA: data,
    ELECTRON_STAND_IN_HEADLESS: '1',
  };
  // Playwright reads this variable in the process of the test, not in the one that it starts.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder;
  const app = await _electron.launch({ args: [appFolder], env, colorScheme: null });
  const page = await app.firstWindow();
  await page.waitForSelector('h1');
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  return { app, page, data, env, seen };
}
