import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { id, type PersonId } from '#kernel/id';
import { ComputerFile } from '#desk/access/computer-file';
import { Preferences } from '#desk/access/preferences';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

it('is found as it was left by everybody who works at this computer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-own-'));
  folders.push(folder);
  const [anna, boris] = [id('person', 'anna'), id('person', 'boris')];
  let whose: PersonId | null = anna;
  const open = (): Preferences => new Preferences(new ComputerFile(join(folder, 'computer.json')), { language: null, lockAfter: null, undoSend: null, tour: false, whose: () => whose }, () => undefined);
  await open().save({ density: 'compact', size: 120, theme: 'dark', keys: { resolve: 'd' } });
  whose = boris;
  await open().save({ motion: 'reduced' });
  expect(open().shown).toMatchObject({ density: 'normal', size: 100, motion: 'reduced', keys: {} });
  whose = anna;
  expect(open().shown).toMatchObject({ density: 'compact', size: 120, motion: 'system', theme: 'dark', keys: { resolve: 'd' } });
});

it('one key that a later version had let somebody choose made this one forget who works at this computer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-own-'));
  folders.push(folder);
  const [path, anna] = [join(folder, 'computer.json'), id('person', 'anna')];
  const file = new ComputerFile(path);
  await file.change({ toured: [anna], own: { [anna]: { theme: 'dark', density: 'compact', size: 120, motion: 'system', keys: { resolve: 'later' } } } });
  await writeFile(path, (await readFile(path, 'utf8')).replace('"later"', '"mod+space"').replace('"compact"', '"airy"'));
  const { own, toured, secret } = new ComputerFile(path).value;
  expect([toured, secret]).toEqual([[anna], file.value.secret]);
  expect(own[anna]).toEqual({ theme: 'dark', density: 'normal', size: 120, motion: 'system', keys: {} });
});
