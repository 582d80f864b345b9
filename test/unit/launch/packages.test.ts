import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface Package {
  version?: string;
  optional?: boolean;
  link?: boolean;
}
interface Lock {
  packages: Record<string, Package>;
}

const { matchesLockFile } = await plainModule<{
  matchesLockFile: (lock: Lock, installed: Lock) => boolean;
}>('launch/installed-packages.mjs');
const { npmCommand, npmEnvironment } = await plainModule<{
  npmCommand: (args: string[], env: Record<string, string>) => { command: string; args: string[] };
  npmEnvironment: (env: Record<string, string>, headers?: string) => Record<string, string>;
}>('launch/npm-command.mjs');

describe('installed packages', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/ws': { version: '8.23.0' },
      'node_modules/other-system': { version: '1.0.0', optional: true },
    },
  };

  test('match when every version is there; another system may lack optional ones', () => {
    expect(matchesLockFile(lock, { packages: { 'node_modules/ws': { version: '8.23.0' } } })).toBe(true);
  });

  test('do not match when one is of another version', () => {
    expect(matchesLockFile(lock, { packages: { 'node_modules/ws': { version: '8.22.0' } } })).toBe(false);
  });

  test('do not match when one is missing', () => {
    expect(matchesLockFile(lock, { packages: {} })).toBe(false);
  });
});

describe('npm inside npm start', () => {
  test('is the npm that runs us', () => {
    const { command, args } = npmCommand(['ci'], { npm_execpath: '/opt/npm/bin/npm-cli.js' });
    expect([command, ...args]).toEqual([process.execPath, '/opt/npm/bin/npm-cli.js', 'ci']);
  });

  test('is the npm of the search path when another program runs us', () => {
    expect(npmCommand(['ci'], { npm_execpath: '/opt/yarn.js' })).toEqual({ command: 'npm', args: ['ci'] });
  });

  test('does not inherit what belongs to the outer run, and keeps the settings of the person', () => {
    const env = npmEnvironment({
      PATH: '/bin',
      INIT_CWD: '/somewhere',
      npm_command: 'run',
      npm_lifecycle_event: 'start',
      npm_package_name: 'otklik',
      npm_config_local_prefix: '/somewhere',
      npm_config_cache: '/cache',
    });
    expect(env).toMatchObject({ PATH: '/bin', npm_config_cache: '/cache' });
    const left = Object.keys(env).filter((key) => /^npm_(command|lifecycle|package|config_local)|INIT_CWD/.test(key));
    expect(left).toEqual([]);
  });

  test('compiles against the headers that were found, unless the person chose some', () => {
    expect(npmEnvironment({}, '/usr')['npm_config_nodedir']).toBe('/usr');
    expect(npmEnvironment({ npm_config_nodedir: '/mine' }, '/usr')['npm_config_nodedir']).toBe('/mine');
  });
});
