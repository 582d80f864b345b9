import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface StartOptions {
  role: string;
  lang: string;
  speed: number;
  empty: boolean;
}

const { readStartOptions } = await plainModule<{
  readStartOptions: (argv: string[], env: Record<string, string>) => StartOptions;
}>('launch/start-options.mjs');
const { dataFolder } = await plainModule<{
  dataFolder: (where: { env: Record<string, string>; platform: string; home: string }) => string;
}>('launch/data-folder.mjs');
const { readServerLine } = await plainModule<{
  readServerLine: (line: string) => Record<string, unknown>;
}>('launch/server-line.mjs');

describe('the words after npm start --', () => {
  test('have defaults', () => {
    expect(readStartOptions([], {})).toEqual({ role: 'agent', lang: 'en', speed: 1, empty: false });
  });

  test('choose role, language and an empty company', () => {
    const options = readStartOptions(['--role', 'trainer', '--lang', 'ru', '--speed', '20', '--empty'], {});
    expect(options).toEqual({ role: 'trainer', lang: 'ru', speed: 20, empty: true });
  });

  test.each([
    [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ OTKLIK_LANG: 'en', LANG: 'ru_RU.UTF-8' }, 'en'],
  ])('the language follows the system: %o', (env, lang) => {
    expect(readStartOptions([], env as Record<string, string>).lang).toBe(lang);
  });

  test('that mean nothing are refused with the usage', () => {
    expect(() => readStartOptions(['--role', 'boss'], {})).toThrow(/--role is one of agent, supervisor, trainer, not 'boss'/);
    expect(() => readStartOptions(['--loud'], {})).toThrow(/Usage: npm start/);
    for (const wrong of ['0', '21', '1.5', '-3', 'fast', '']) expect(() => readStartOptions([`--speed=${wrong}`], {})).toThrow(/--speed is a whole number from 1 to 20, not/);
  });
});

describe('the data folder', () => {
  const where = (platform: string, env: Record<string, string> = {}) => dataFolder({ env, platform, home: '/home/anna' });

  test('is the usual place of each system', () => {
    expect(where('linux')).toBe('/home/anna/.local/share/otklik');
    expect(where('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/otklik');
    expect(where('darwin')).toBe('/home/anna/Library/Application Support/Otklik');
    expect(where('win32', { APPDATA: '/roaming' })).toBe('/roaming/Otklik');
  });

  test('is the chosen one where one is chosen', () => {
    expect(where('linux', { OTKLIK_DATA: '/elsewhere' })).toBe('/elsewhere');
  });
});

describe('a line of the server', () => {
  test('tells its address and the people of the demonstration', () => {
    const people = [{ role: 'agent', email: 'a@b.test', password: 'x' }];
    const line = JSON.stringify({ ready: true, url: 'http://127.0.0.1:1', smtp: { port: 25 }, demo: { people } });
    expect(readServerLine(line)).toEqual({ kind: 'ready', url: 'http://127.0.0.1:1', people, firstSignIn: null, smtpPort: 25 });
  });

  test('may come without a demonstration', () => {
    const line = JSON.stringify({ ready: true, url: 'http://127.0.0.1:1', demo: null, firstSignIn: '/data/first-sign-in.json' });
    expect(readServerLine(line)).toEqual({ kind: 'ready', url: 'http://127.0.0.1:1', people: [], firstSignIn: '/data/first-sign-in.json', smtpPort: null });
  });

  test('tells how far it got', () => {
    const line = JSON.stringify({ progress: 'history', done: 3, total: 9 });
    expect(readServerLine(line)).toEqual({ kind: 'progress', key: 'history', done: 3, total: 9 });
  });

  test.each(['', 'plain text', '{"level":"info"}', '"ready"', 'null', '7'])('is log otherwise: %s', (line) => {
    expect(readServerLine(line)).toEqual({ kind: 'log' });
  });
});
