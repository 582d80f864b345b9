import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComputerFile } from '#desk/access/computer-file';
import { Preferences, type Told } from '#desk/access/preferences';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otklik-preferences-'));
});
afterEach(() => rm(folder, { recursive: true }));

function opened(language: Told['language'] = null): Preferences {
  return new Preferences(new ComputerFile(join(folder, 'computer.json')), { language, lockAfter: null, undoSend: null, tour: false, whose: () => null }, () => undefined);
}

test('the window speaks to whoever signs in first as their company says, and stays with what somebody chose here', async () => {
  const preferences = opened();
  await preferences.greet('ru');
  expect(preferences.shown.language).toBe('ru');
  await preferences.save({ language: 'en' });
  await preferences.greet('ru');
  expect(preferences.shown.language).toBe('en');
  const later = opened();
  await later.greet('ru');
  expect(later.shown.language).toBe('en');
});

test('what the start asked for is not overruled, and nothing said changes nothing', async () => {
  const told = opened('en');
  await told.greet('ru');
  await told.greet(null);
  expect(told.shown.language).toBe('en');
});
