import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { longestStop } from '#server/start-server';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { testKey } from '../../support/central-server';

const program = fileURLToPath(new URL('../../../out/main/server.js', import.meta.url));
const readyLine = z.object({ ready: z.literal(true), url: z.url() });
/** Starts the server as a program would, hears its output through pipes, and passes its lines on. */
const parent = "const { stdout } = require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }); stdout.pipe(process.stdout);";

let databases: CentralDatabases;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

async function isListening(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const answer = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
  socket.destroy();
  return answer;
}

test('a server whose parent is killed ends by itself, long before its stop is cut short, though nobody hears its last lines', async () => {
  const { url: database, db } = await databases.fresh();
  const others = (): Promise<number[]> => db('pg_stat_activity').whereRaw('datname = current_database() and pid <> pg_backend_pid()').pluck('pid');
  const env = { ...process.env, DATABASE_URL: database, OTKLIK_KEY: testKey, PORT: '0', OTKLIK_DEMO: '0', OTKLIK_PARENT: '1' };
  const starter = spawn(process.execPath, ['-e', parent, program], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise<string>((resolve) => createInterface({ input: starter.stdout }).once('line', resolve));
  const { url } = readyLine.parse(JSON.parse(line));
  expect(await isListening(url)).toBe(true);
  expect((await others()).length).toBeGreaterThan(0);
  starter.kill('SIGKILL');
  await expect.poll(others, { timeout: longestStop / 2 }).toEqual([]);
  expect(await isListening(url)).toBe(false);
});
