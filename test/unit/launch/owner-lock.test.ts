import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface Lock {
  take: (details?: object) => { identity: string; port?: number } | undefined;
  update: (details: object) => void;
  release: () => void;
}

const { OwnerLock } = await plainModule<{ OwnerLock: new (file: string) => Lock }>('launch/owner-lock.mjs');
const { processIdentity, isRunning } = await plainModule<{
  processIdentity: (pid: number) => string;
  isRunning: (identity: string) => boolean;
}>('stand-in/process-identity.mjs');

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'owner-lock-')), 'lock');
});

describe('a lock with an owner', () => {
  test('is taken once, and its owner is told to others', () => {
    const first = new OwnerLock(file);
    expect(first.take()).toBeUndefined();
    first.update({ port: 7 });
    expect(new OwnerLock(file).take()).toMatchObject({ port: 7, identity: processIdentity(process.pid) });
  });

  test('is free again once released, and leaves no file', () => {
    const first = new OwnerLock(file);
    first.take();
    first.release();
    expect(existsSync(file)).toBe(false);
    expect(new OwnerLock(file).take()).toBeUndefined();
  });

  test.each([
    ['of a process that is gone', JSON.stringify({ identity: '999999999 1' })],
    ['of another process with the same number', JSON.stringify({ identity: `${process.pid} 1` })],
    ['with content that nobody wrote', 'nonsense'],
  ])('%s is taken over', (_what, content) => {
    writeFileSync(file, content);
    expect(new OwnerLock(file).take()).toBeUndefined();
    expect(readdirSync(dirname(file))).toEqual(['lock']);
  });

  test('releasing a lock that is not ours leaves it', () => {
    const first = new OwnerLock(file);
    first.take();
    const second = new OwnerLock(file);
    second.take();
    second.release();
    expect(existsSync(file)).toBe(true);
  });
});

test('a process is known by its number and the moment of its start', () => {
  expect(isRunning(processIdentity(process.pid))).toBe(true);
  expect(isRunning('')).toBe(false);
});
