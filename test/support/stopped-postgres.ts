import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CentralDatabases } from './central-database';

/** Like a power cut for the database: the postmaster and every process below it at once. Returns how to switch it on again. */
export function stopPostgres({ keeper, folder }: CentralDatabases): () => void {
  if (keeper === 0) throw new Error('this PostgreSQL is not ours to stop');
  process.kill(keeper, 'SIGSTOP');
  const [postmaster = ''] = readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).split('\n').map((line) => line.trim().split(/\s+/));
  const below = processes.filter(([, parent]) => parent === postmaster).map(([pid]) => Number(pid));
  for (const pid of [Number(postmaster), ...below]) process.kill(pid, 'SIGKILL');
  return () => void process.kill(keeper, 'SIGCONT');
}
