import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { root, sourceFiles } from '../../architecture/source-file';

/** Electron's own security checklist, by its numbers. Each has proofs whose titles carry `E-` and the number. */
const checklist = [
  'load secure content only', 'no Node.js for remote content', 'context isolation', 'process sandboxing', 'permission requests are handled', 'webSecurity stays on', 'a content security policy', 'no insecure content',
  'no experimental features', 'no enableBlinkFeatures', 'no allowpopups for webviews', 'webview options are verified', 'navigation is limited', 'new windows are limited', 'no openExternal with untrusted content',
  'a current Electron', 'the sender of every message is validated', 'a custom protocol instead of file', 'the fuses', 'no Electron API for untrusted content',
] as const;

/** The major that is current as this is written. A lower one is a step back; a newer one raises it. */
const currentMajor = 45;

const exposed: Record<string, unknown> = {};
const listeners: ((event: unknown, ...args: unknown[]) => void)[] = [];
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) },
  ipcRenderer: { invoke: () => Promise.resolve(null), send: () => undefined, on: (_name: string, listener: (event: unknown, ...args: unknown[]) => void) => listeners.push(listener) },
}));

describe('Electron’s checklist', () => {
  test('S-11 has an automated proof for each of its 20 items', () => {
    const proofs = sourceFiles().filter(({ path }) => /^test\/.*\.(test|spec)\.ts$/.test(path));
    const titles = proofs.flatMap(({ text }) => [...text.matchAll(/(?:test|describe)\S*\((?:\[[^\n]*\]\)\()?(['`])(.*?)\1/g)].map(([, , title = '']) => title));
    const lacking = checklist.filter((_item, index) => !titles.some((title) => title.split(' ').includes(`E-${String(index + 1).padStart(2, '0')}`)));
    expect([checklist.length, lacking]).toEqual([20, []]);
  });

  test('E-16 the Electron that is built on is one certain version, installed as written, and not older than the current major', () => {
    const manifest = z.object({ devDependencies: z.object({ electron: z.string() }) }).parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    const installed = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${root}node_modules/electron/package.json`, 'utf8')));
    const { electron } = manifest.devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(installed.version).toBe(electron);
    expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(currentMajor);
  });

  test('E-20 the preload gives the page one object of two verbs, and never an event or a channel of Electron’s', async () => {
    await import('../../../electron/preload/preload');
    expect(Object.keys(exposed)).toEqual(['otklik']);
    const verb = z.custom<(name: string, input: object, show: (...args: unknown[]) => void) => unknown>((value) => typeof value === 'function');
    const bridge = z.strictObject({ ask: verb, watch: verb }).parse(exposed['otklik']);
    const shown: unknown[] = [];
    const stop = bridge.watch('counts', {}, (...args: unknown[]) => shown.push(args));
    for (const listener of listeners) listener({ sender: 'electron', ports: [] }, 1, { whole: { mine: 1 } });
    expect([typeof stop, JSON.stringify(shown).includes('electron'), shown.length]).toEqual(['function', false, 1]);
  });
});
