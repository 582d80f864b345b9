import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface Address {
  register: (scheme: string, privileges: object) => void;
  toChromium: (url: string) => string;
  toApp: (url: string) => string;
  isOfApp: (url: string) => boolean;
  contentSecurityPolicy: (policy: string) => string;
}

const { SchemeAddress } = await plainModule<{ SchemeAddress: new () => Address }>('stand-in/scheme-address.mjs');
const { parseCommandLine } = await plainModule<{
  parseCommandLine: (argv: string[]) => { switches: Map<string, string>; preloads: string[]; app: string };
}>('stand-in/command-line.mjs');
const { chromiumArguments } = await plainModule<{
  chromiumArguments: (options: object) => string[];
}>('stand-in/chromium-arguments.mjs');

describe('addresses of the app inside Chromium', () => {
  const address = new SchemeAddress();
  address.register('app', {});

  test.each([
    ['app://desk/x?y#z', 'https://desk.app.scheme.invalid/x?y#z'],
    ['app://desk', 'https://desk.app.scheme.invalid/'],
    ['https://example.test/a', 'https://example.test/a'],
    ['other://desk/', 'other://desk/'],
  ])('%s is %s', (app, chromium) => {
    expect(address.toChromium(app)).toBe(chromium);
  });

  test('come back as they were', () => {
    expect(address.toApp('https://desk.app.scheme.invalid/x?y#z')).toBe('app://desk/x?y#z');
    expect(address.isOfApp('https://desk.app.scheme.invalid/')).toBe(true);
    expect(address.isOfApp('https://example.test/')).toBe(false);
  });

  test('are rewritten in a policy, and nothing else is', () => {
    const policy = "default-src 'none'; img-src app: data:; frame-src app://mail https://example.test; script-src 'self'";
    expect(address.contentSecurityPolicy(policy)).toBe(
      "default-src 'none'; img-src https://*.app.scheme.invalid data:; frame-src https://mail.app.scheme.invalid https://example.test; script-src 'self'",
    );
  });
});

describe('the command line', () => {
  test('is read as Electron reads it', () => {
    const { switches, preloads, app } = parseCommandLine(['--inspect=0', '-r', 'loader.js', '--no-sandbox', 'folder', '--lang=ru']);
    expect(app).toBe('folder');
    expect(preloads).toEqual(['loader.js']);
    expect(Object.fromEntries(switches)).toEqual({ inspect: '0', 'no-sandbox': '', lang: 'ru' });
  });

  test('opens the current folder when it names no app', () => {
    expect(parseCommandLine([]).app).toBe('.');
  });
});

describe('how Chromium is started', () => {
  const start = (more: object) =>
    chromiumArguments({ userDataDir: '/data', name: 'Otklik', switches: new Map(), headless: false, root: false, ...more });

  test('with its sandbox, except for root', () => {
    expect(start({})).not.toContain('--no-sandbox');
    expect(start({ root: true })).toContain('--no-sandbox');
  });

  test('without traffic of its own', () => {
    expect(start({})).toEqual(expect.arrayContaining(['--disable-background-networking', '--disable-quic', '--disable-sync']));
  });

  test('with the features that the caller disables besides ours', () => {
    const features = start({ switches: new Map([['disable-features', 'One,Two']]) }).filter((word) => word.startsWith('--disable-features='));
    expect(features).toHaveLength(1);
    expect(features[0]).toMatch(/Translate.*,One,Two$/);
  });
});
