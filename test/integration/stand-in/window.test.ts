import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchStandInApp, type Launched } from '../../support/stand-in-app/launch';

interface Bridge {
  double(value: number): Promise<number>;
  fail(): Promise<never>;
  echo(value: unknown): Promise<unknown>;
  processType: string;
}
type InPage = typeof globalThis & {
  bridge: Bridge;
  ticks: unknown[];
  violations: string[];
  secretOfPreload?: string;
  require?: unknown;
  inlineRan?: boolean;
};

let launched: Launched;

beforeAll(async () => {
  launched = await launchStandInApp();
});
afterAll(async () => launched.app.close());

describe('a window of the stand-in', () => {
  test('shows what the protocol handler serves, under the address of the app', async () => {
    const { app, page, seen } = launched;
    expect(await page.title()).toBe('Stand-in app');
    expect((await seen()).requested).toContain('app://desk/');
    const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(url).toBe('app://desk/');
    expect(await app.evaluate(({ app: electronApp }) => electronApp.getVersion())).toBe('1.2.3');
  });

  test('keeps the preload in a world of its own and exposes only its bridge', async () => {
    const found = await launched.page.evaluate(() => {
      const page = globalThis as InPage;
      return { type: page.bridge.processType, secret: page.secretOfPreload, require: typeof page.require };
    });
    expect(found).toEqual({ type: 'renderer', secret: undefined, require: 'undefined' });
  });

  test('carries calls to the main process, their answers and their failures', async () => {
    expect(await launched.page.evaluate(() => (globalThis as InPage).bridge.double(21))).toBe(42);
    const message = await launched.page.evaluate(() => (globalThis as InPage).bridge.fail().catch(String));
    expect(message).toContain("Error invoking remote method 'fail': TypeError: refused");
  });

  test('carries messages of the main process to the page', async () => {
    const { app, page } = launched;
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('tick', { at: new Date(0), set: new Set([1]) }),
    );
    await page.waitForFunction(() => (globalThis as InPage).ticks.length > 0);
    const tick = await page.evaluate(() => {
      const [value] = (globalThis as InPage).ticks as [{ at: Date; set: Set<number> }];
      return [value.at.toISOString(), value.set.has(1)];
    });
    expect(tick).toEqual(['1970-01-01T00:00:00.000Z', true]);
  });

  test('enforces the policy that the protocol handler sends', async () => {
    const { page } = launched;
    expect(await page.evaluate(() => (globalThis as InPage).inlineRan)).toBeUndefined();
    const fetched = await page.evaluate(() => fetch('/page.js').then(() => 'answered', () => 'refused'));
    expect(fetched).toBe('refused');
    await expect.poll(() => page.evaluate(() => (globalThis as InPage).violations)).toContain('connect-src');
  });

  test('shows pages the colours that nativeTheme chose', async () => {
    const dark = await launched.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    expect(dark).toBe(true);
  });

  test('fails loudly where it lacks something', async () => {
    const message = await launched.app.evaluate(({ MessageChannelMain }) => {
      try {
        return typeof new MessageChannelMain();
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toContain('does not implement MessageChannelMain');
  });
});
