import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appFolder, launchStandInApp, standInFolder, type Launched } from '../../support/stand-in-app/launch';

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

type InMain = typeof globalThis & { echo: { pid: number } };
type InPage = typeof globalThis & { bridge: { echo(value: unknown): Promise<{ echoed: unknown; pid: number }> } };

/** Processes that carry the text on their command line, as `ps` tells. */
function commandLinesWith(text: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(text));
}

describe('processes of the stand-in', () => {
  let launched: Launched;

  beforeAll(async () => {
    launched = await launchStandInApp();
  });
  afterAll(() => launched.app.close().catch(() => {}));

  test('a utility process talks to the main process', async () => {
    const answer = await launched.page.evaluate(() =>
      (globalThis as InPage).bridge.echo({ text: 'hello', bytes: new Uint8Array([1, 2, 3]) }),
    );
    expect(answer.echoed).toEqual({ text: 'hello', bytes: new Uint8Array([1, 2, 3]) });
    expect(answer.pid).toBe(await launched.app.evaluate(() => (globalThis as InMain).echo.pid));
  });

  test('a second start tells the first one and ends', async () => {
    const second = spawnSync(join(standInFolder, 'electron'), [appFolder, '--lang=ru'], { env: launched.env, timeout: 60_000 });
    expect(second.status).toBe(0);
    await expect.poll(async () => (await launched.seen()).starts.flat()).toContain('--lang=ru');
  });

  test('nothing stays behind when the main process is killed', async () => {
    const echo = await launched.app.evaluate(() => (globalThis as InMain).echo.pid);
    expect(isAlive(echo)).toBe(true);
    expect(commandLinesWith(launched.data)).not.toHaveLength(0);
    launched.app.process().kill('SIGKILL');
    await expect.poll(() => isAlive(echo)).toBe(false);
    await expect.poll(() => commandLinesWith(launched.data)).toHaveLength(0);
  });
});

describe('the end of the stand-in', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends it and its Chromium', async (signal) => {
    const data = mkdtempSync(join(tmpdir(), 'stand-in-end-'));
    const env = { ...process.env, STAND_IN_APP_DATA: data, ELECTRON_STAND_IN_HEADLESS: '1' };
    const child = spawn(join(standInFolder, 'electron'), [appFolder], { env, stdio: 'inherit' });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    await expect.poll(() => commandLinesWith(data).some((line) => line.includes('type=renderer')), { timeout: 60_000 }).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(0);
    // A browser that is slow to end is killed; the system takes away what was below it.
    await expect.poll(() => commandLinesWith(data)).toHaveLength(0);
  });
});
