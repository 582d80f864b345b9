import type { Central } from '#db/central/open';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { post, startTestServer } from '../../support/central-server';

const program = fileURLToPath(new URL('../../../out/main/server.js', import.meta.url));

let databases: CentralDatabases;
let url: string;
let db: Central;
let folder: string;

beforeAll(async () => {
  databases = await startCentralDatabases();
  ({ url, db } = await databases.fresh());
  folder = await mkdtemp(join(tmpdir(), 'otklik-audit-'));
});
afterAll(async () => {
  await databases.stop();
  await rm(folder, { recursive: true });
});

/** The command as an administrator runs it: its exit code and the one line that it prints. */
function verify(): Promise<{ readonly code: number; readonly line: string }> {
  const env = { ...process.env, DATABASE_URL: url, OTKLIK_DATA: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'verify-audit'], { env }, (error, stdout) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, line: stdout.trim() }));
  });
}

test('the command reads the whole log with the key and the heads of the data folder, and exits with 1 when a row was touched', async () => {
  const server = await startTestServer(url, { keys: null, dataFolder: folder });
  for (let at = 0; at < 3; at += 1) await post(server.url, '/session', { email: `nobody-${at}@example.org`, password: 'wrong', device: '' });
  await server.stop();
  expect((await stat(join(folder, 'sealing.key'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'audit-heads.jsonl'), 'utf8')).toMatch(/^\{"at":".+","place":3,"hash":"[0-9a-f]{64}"\}\n$/);
  expect(await verify()).toEqual({ code: 0, line: '{"audit":{"sealed":3,"waiting":0,"heads":2,"finding":null}}' });
  await db.transaction(async (tx) => {
    await tx.raw('set local session_replication_role = replica');
    await tx('audit_events').where('id', '=', tx('audit_seals').where({ place: 2 }).select('event')).update({ failure: null });
  });
  const { code, line } = await verify();
  expect(code).toBe(1);
  expect(line).toContain('"finding":{"what":"changed","place":2,');
});
