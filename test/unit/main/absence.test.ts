import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { electronModule, fake, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { startApplication } = await import('../../../electron/main/application');

async function started(): Promise<void> {
  startApplication();
  await new Promise((resolve) => setImmediate(resolve));
}

afterAll(forgetProfiles);

beforeEach(() => {
  resetFake();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

describe('a desk that dies', () => {
  test('is told whether a person was at work, so that no lock stands between them and their work', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await started();
    fake.children[0]?.emit('message', { t: 'atWork', isAtWork: true });
    fake.children[0]?.emit('exit', 139);
    vi.advanceTimersByTime(250);
    fake.children[1]?.emit('message', { t: 'atWork', isAtWork: false });
    fake.children[1]?.emit('exit', 139);
    vi.advanceTimersByTime(500);
    expect(fake.children.map(({ heard }) => heard[0]?.['kept'])).toMatchObject([{ isAtWork: false }, { isAtWork: true }, { isAtWork: false }]);
    vi.useRealTimers();
  });
});

describe('a person who goes away', () => {
  test.each(['lock-screen', 'suspend'])('locks their place with the system: %s', async (event) => {
    await started();
    fake.power.emit(event);
    expect(fake.children[0]?.heard.at(-1)).toEqual({ t: 'lock' });
  });

  test('S-40 finds their place locked also where the desk was just being started anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await started();
    fake.children[0]?.emit('message', { t: 'atWork', isAtWork: true });
    fake.children[0]?.emit('exit', 139);
    fake.power.emit('lock-screen');
    vi.advanceTimersByTime(250);
    expect(fake.children[1]?.heard[0]?.['kept']).toMatchObject({ isAtWork: false });
    vi.useRealTimers();
  });

  test('is told to the desk by how long nobody touched the computer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    await started();
    fake.power.idle = 901;
    vi.advanceTimersByTime(10_000);
    expect(fake.children[0]?.heard.at(-1)).toEqual({ t: 'idle', seconds: 901 });
    vi.useRealTimers();
  });
});
