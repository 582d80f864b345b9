import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

const { isNewEnough, requireNode } = await plainModule<{
  isNewEnough: (version: string) => boolean;
  requireNode: (version: string) => void;
}>('launch/node-version.mjs');
const { installCommand } = await plainModule<{
  installCommand: (packages: string[], options: { hasApt: boolean }) => string;
}>('launch/system-packages.mjs');
const { findNodeHeaders } = await plainModule<{
  findNodeHeaders: (options: { execPath: string; version: string }) => string | undefined;
}>('launch/node-headers.mjs');
const { hasDisplay } = await plainModule<{
  hasDisplay: (env: Record<string, string>, platform: string) => boolean;
}>('launch/display.mjs');

describe('the version of Node.js', () => {
  test.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['20.18.3', false],
    ['18.20.4', false],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });

  test('an old one is refused with the version to install', () => {
    expect(() => requireNode('18.0.0')).toThrow('Node.js 18.0.0 is too old: install Node.js 20.19 or newer.');
  });
});

describe('what a person is told to install', () => {
  test('names the command where there is apt', () => {
    expect(installCommand(['chromium', 'xvfb'], { hasApt: true })).toBe('sudo apt-get install chromium xvfb');
  });

  test('names the packages elsewhere', () => {
    expect(installCommand(['chromium'], { hasApt: false })).toBe("install chromium with your system's package manager");
  });
});

describe('headers to compile against', () => {
  function prefixWithHeaders(major: number) {
    const prefix = mkdtempSync(join(tmpdir(), 'headers-'));
    mkdirSync(join(prefix, 'include', 'node'), { recursive: true });
    const lines = [`#define NODE_MAJOR_VERSION ${major}`, '#define NODE_MINOR_VERSION 1', '#define NODE_PATCH_VERSION 0'];
    writeFileSync(join(prefix, 'include', 'node', 'node_version.h'), lines.join('\n'));
    return prefix;
  }

  test('lie beside Node.js', () => {
    const prefix = prefixWithHeaders(99);
    expect(findNodeHeaders({ execPath: join(prefix, 'bin', 'node'), version: '99.1.0' })).toBe(prefix);
  });

  test('of another version are not used', () => {
    const prefix = prefixWithHeaders(98);
    expect(findNodeHeaders({ execPath: join(prefix, 'bin', 'node'), version: '99.1.0' })).toBeUndefined();
  });
});

describe('a display', () => {
  test('on Linux is what the environment names', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  });

  test('is there on other systems', () => {
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });
});
