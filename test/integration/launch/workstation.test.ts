import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../support/launch-fakes/start.mjs', import.meta.url));

interface WindowEvent {
  what: 'opened' | 'shown';
  server?: string;
  signIn?: string;
  lang?: string;
  pid?: number;
}

interface Run {
  child: ChildProcess;
  data: string;
  ended: Promise<number | null>;
  output(): string;
}

/** A browser that has to start on a machine with much to do. */
const patient = { timeout: 60_000 };

function start(data = mkdtempSync(join(tmpdir(), 'launch-')), extra: Record<string, string> = {}): Run {
  const env = { ...process.env, ELECTRON_STAND_IN_HEADLESS: '1', OTKLIK_DATA: data, ...extra };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, data, ended, output: () => text };
}

function windowEvents(data: string): WindowEvent[] {
  const file = join(data, 'window.events');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as WindowEvent);
}

async function opened({ data }: Run): Promise<WindowEvent> {
  await expect.poll(() => windowEvents(data), patient).not.toHaveLength(0);
  return windowEvents(data)[0] as WindowEvent;
}

/** Processes of a run, by the data folder in their environment or on their command line. */
function processesOf({ data }: Run): string[] {
  const { stdout } = spawnSync('ps', ['eww', '-eo', 'pid,stat,args'], { encoding: 'utf8' });
  const ofUs = (line: string) => line.includes(data) && !/^\s*\d+ Z/.test(line);
  return stdout.split('\n').filter(ofUs);
}

const nothingIsLeft = (run: Run) => expect.poll(() => processesOf(run), patient).toEqual([]);
/** What it says travels by another road than what its window writes down, or that it has ended. */
const says = (run: Run, text: string | RegExp) => expect.poll(() => run.output(), patient).toMatch(text);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the server, the window and everything below', async (signal) => {
  const run = start();
  await opened(run);
  await expect.poll(() => processesOf(run).length, patient).toBeGreaterThan(3);
  run.child.kill(signal);
  expect(await run.ended).toBe(0);
  await nothingIsLeft(run);
});

test('being killed leaves nothing behind either', async () => {
  const run = start();
  await opened(run);
  run.child.kill('SIGKILL');
  await run.ended;
  await nothingIsLeft(run);
});

test('being stopped before the window opens leaves nothing behind', async () => {
  const run = start();
  await says(run, 'Starting the server');
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await nothingIsLeft(run);
});

test('closing the window ends the server', async () => {
  const run = start();
  const { pid } = await opened(run);
  process.kill(pid as number, 'SIGTERM');
  expect(await run.ended).toBe(0);
  await nothingIsLeft(run);
});

test('the window learns the server, the person and the language', async () => {
  const run = start();
  const event = await opened(run);
  expect(event).toMatchObject({ signIn: 'anna@demo.test:one:two', lang: 'ru' });
  await says(run, `Server            ${event.server}`);
  await says(run, `Demo shop page    ${event.server}/demo`);
  await says(run, 'Ctrl-C to stop');
  expect(run.output()).not.toContain('one:two');
  run.child.kill('SIGTERM');
  await run.ended;
});

test('a second start on the same data shows the window of the first', async () => {
  const first = start();
  await opened(first);
  const second = start(first.data);
  expect(await second.ended).toBe(0);
  await says(second, 'Otklik is already running; its window is shown.');
  await expect.poll(() => windowEvents(first.data).map(({ what }) => what), patient).toEqual(['opened', 'shown']);
  first.child.kill('SIGTERM');
  await first.ended;
});

test('a start after a kill takes the data folder over', async () => {
  const killed = start();
  await opened(killed);
  killed.child.kill('SIGKILL');
  await nothingIsLeft(killed);
  const next = start(killed.data);
  await expect.poll(() => windowEvents(killed.data), patient).toHaveLength(2);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
});

test('a server that cannot start is told with its last words', async () => {
  const run = start(undefined, { FAKE_SERVER_BROKEN: '1' });
  expect(await run.ended).toBe(1);
  await says(run, /the disk is full\nThe server ended before it was ready \(3\)\. Its log: .*server\.log/);
  await nothingIsLeft(run);
});

test('a server that is killed comes back on its port, and the window stays', async () => {
  const run = start();
  const event = await opened(run);
  const ofServer = (): number[] => processesOf(run).filter((line) => line.includes('launch-fakes/server.mjs')).map((line) => Number.parseInt(line, 10));
  const [first] = ofServer();
  if (first === undefined) throw new Error('no server runs');
  process.kill(first, 'SIGKILL');
  await expect.poll(async () => (await fetch(event.server ?? '').catch(() => null))?.status, patient).toBe(200);
  expect(ofServer()).not.toContain(first);
  expect(windowEvents(run.data)).toHaveLength(1);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await nothingIsLeft(run);
});

test('a server that does not end when asked is made to end', async () => {
  const run = start(undefined, { FAKE_SERVER_STUBBORN: '1' });
  await opened(run);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await nothingIsLeft(run);
});
