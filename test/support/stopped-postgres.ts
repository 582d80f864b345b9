import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CentralDatabases } from './central-database';

/** Like a power cut for the database: the postmaster and every process below it at once. Returns how to switch it on again. */
export function stopPostgres(databases: CentralDatabases): () => void {
  const { keeper } = databases;
  const postmaster = postmasterOf(databases);
  process.kill(keeper, 'SIGSTOP');
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).split('\n').map((line) => line.trim().split(/\s+/));
  const below = processes.filter(([, parent]) => parent === String(postmaster)).map(([pid]) => Number(pid));
  for (const pid of [postmaster, ...below]) endNow(pid);
  return () => void process.kill(keeper, 'SIGCONT');
}

/** The process that all others of this PostgreSQL descend from. */
export function postmasterOf({ keeper, folder }: CentralDatabases): number {
  if (keeper === 0) throw new Error('this PostgreSQL is not ours to stop');
  return Number(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Without a word; one that has ended by itself a moment ago is as good as killed. */
export function endNow(pid: number, signal: 'SIGKILL' | 'SIGQUIT' = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
