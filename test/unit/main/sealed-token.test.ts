import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { electronModule, fake, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { startApplication } = await import('../../../electron/main/application');
const { sealedToken } = await import('../../../electron/main/sealed-token');

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

afterAll(forgetProfiles);

beforeEach(() => {
  resetFake();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

test('a token that cannot be written down, as on a full disk, does not end the app', () => {
  const file = join(fake.app.userData, 'session.json');
  mkdirSync(`${file}.new`, { recursive: true });
  expect(() => sealedToken(file).write('canary-token')).not.toThrow();
  expect(existsSync(file)).toBe(false);
  expect(sealedToken(file).read()).toEqual({ sealed: null, isLost: false });
});

describe('the refresh token at rest', () => {
  const file = (): string => join(fake.app.userData, 'session.json');
  const seal = async (token: string | null): Promise<void> => {
    startApplication();
    await turn();
    fake.children[0]?.emit('message', { t: 'seal', call: 1, sealed: token });
  };

  test('S-16 is sealed by the key store, whose name is kept with it', async () => {
    await seal('canary-token');
    const text = readFileSync(file(), 'utf8');
    expect(text).not.toContain('canary');
    expect(JSON.parse(text)).toMatchObject({ keeper: 'system', backend: 'gnome_libsecret' });
    resetUser();
    startApplication();
    await turn();
    expect(fake.children[0]?.heard[0]).toMatchObject({ t: 'start', kept: { sealed: 'canary-token', isLost: false }, settings: { keeper: 'system' } });
  });

  test.each([{ backend: 'basic_text', available: true }, { backend: 'gnome_libsecret', available: false }])('S-16 lies in a private file where there is no key store, and the desk is told: %j', async (keys) => {
    fake.keys = keys;
    await seal('canary-token');
    expect([statSync(file()).mode & 0o777, JSON.parse(readFileSync(file(), 'utf8'))]).toMatchObject([0o600, { keeper: 'file' }]);
    expect(fake.children[0]?.heard[0]).toMatchObject({ settings: { keeper: 'file' } });
  });

  test('is forgotten at sign-out, and an unreadable one is said to be lost', async () => {
    await seal('canary-token');
    fake.children[0]?.emit('message', { t: 'seal', call: 2, sealed: null });
    expect(() => statSync(file())).toThrow();
    writeFileSync(file(), 'noise');
    resetUser();
    startApplication();
    await turn();
    expect(fake.children[0]?.heard[0]).toMatchObject({ kept: { sealed: null, isLost: true } });
  });

  test('is answered for, and leaves nothing of before where it could not be kept', async () => {
    await seal('canary-of-before');
    mkdirSync(`${file()}.new`);
    fake.children[0]?.emit('message', { t: 'seal', call: 2, sealed: 'canary-of-now' });
    expect(() => statSync(file())).toThrow();
    expect(fake.children[0]?.heard.filter(({ t }) => t === 'sealed')).toEqual([{ t: 'sealed', call: 1, as: 'given' }, { t: 'sealed', call: 2, as: 'absent' }]);
  });

  test('leaves with what a crash left beside it', async () => {
    await seal('canary-token');
    writeFileSync(`${file()}.new`, 'canary of a crash');
    fake.children[0]?.emit('message', { t: 'seal', call: 2, sealed: null });
    expect(() => statSync(`${file()}.new`)).toThrow();
  });

  function resetUser(): void {
    const { userData } = fake.app;
    resetFake();
    fake.app.userData = userData;
  }
});
