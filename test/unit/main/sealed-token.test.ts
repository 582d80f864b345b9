import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { electronModule, fake, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { sealedToken } = await import('../../../electron/main/sealed-token');

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
