import { FuseV1Options } from '@electron/fuses';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { afterPack, fuses, setFuses } from '../../../electron/pack/fuses';

/** Marks the wire of fuses in Electron's binary. Source: Electron's documentation, "Electron Fuses". */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const folder = mkdtempSync(join(tmpdir(), 'otklik-fuses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const known = Object.values(FuseV1Options).filter((option) => typeof option === 'number');
const [before, after] = [randomBytes(5000), randomBytes(3000)];

/** As much of a binary as the fuses know of, every fuse as Electron delivers it. */
function binary(wire: string, version = 1): Buffer {
  return Buffer.concat([before, Buffer.from(sentinel), Buffer.from([version, wire.length]), Buffer.from(wire), after]);
}

const delivered = '101100010';
const wanted = known.map((fuse) => (fuses[fuse] ? '1' : '0')).join('');

describe('E-19 S-19 the fuses of a packaged app (shown on a binary of our own making; the real one is not needed to write its wire)', () => {
  test('every fuse that Electron has is set on purpose', () => {
    expect(Object.keys(fuses).map(Number)).toEqual(known);
    expect(known.map((fuse) => [FuseV1Options[fuse], fuses[fuse]])).toEqual([
      ['RunAsNode', false], ['EnableCookieEncryption', true], ['EnableNodeOptionsEnvironmentVariable', false], ['EnableNodeCliInspectArguments', false], ['EnableEmbeddedAsarIntegrityValidation', true],
      ['OnlyLoadAppFromAsar', true], ['LoadBrowserProcessSpecificV8Snapshot', false], ['GrantFileProtocolExtraPrivileges', false], ['WasmTrapHandlers', true],
    ]);
  });

  test('the packager’s hook sets them in the binary of each system and touches nothing else', async () => {
    for (const [system, file] of [['linux', 'otklik'], ['win32', 'Otklik.exe']] as const) {
      const path = join(folder, file);
      writeFileSync(path, binary(delivered));
      await afterPack({ appOutDir: folder, electronPlatformName: system, packager: { appInfo: { productFilename: 'Otklik' } } });
      expect(readFileSync(path).equals(binary(wanted))).toBe(true);
    }
  });

  test('both halves of a universal binary are set', async () => {
    const path = join(folder, 'universal');
    writeFileSync(path, Buffer.concat([binary(delivered), binary(delivered)]));
    await setFuses(path);
    expect(readFileSync(path).equals(Buffer.concat([binary(wanted), binary(wanted)]))).toBe(true);
  });

  test.each([
    ['has a fuse that the map does not know', binary(`${delivered}1`)],
    ['is too old for a fuse of the map', binary('1011')],
    ['has another kind of wire', binary(delivered, 2)],
    ['has no wire', Buffer.concat([before, after])],
  ])('a binary that %s is refused', async (_what, bytes) => {
    const path = join(folder, 'other');
    writeFileSync(path, bytes);
    await expect(setFuses(path)).rejects.toThrow();
  });
});
