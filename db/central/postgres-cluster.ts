import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPlace, Runner } from './postgres-place';

/** The account that the server signs in with; it owns the cluster. */
export const clusterUser = 'otklik';

/** Makes the cluster on first use. One that was interrupted half way is made anew. */
export async function ensureCluster(place: PostgresPlace, password: string): Promise<void> {
  const data = join(place.folder, 'data');
  const complete = join(place.folder, 'complete');
  if (existsSync(complete)) return;
  await rm(data, { recursive: true, force: true });
  const secret = join(place.folder, 'first-password');
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  if (place.runner !== null) await chown(secret, place.runner.uid, place.runner.gid);
  try {
    const locale = (await majorVersion(place)) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
    await run(place, 'initdb', ['-D', data, '-U', clusterUser, `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions', ...locale]);
    await appendFile(join(data, 'postgresql.conf'), configuration);
    await writeFile(complete, '');
  } finally {
    await rm(secret, { force: true });
  }
}

/** The log must not repeat statements or values: customers' words stand in them. */
const configuration = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_parameter_max_length_on_error = 0
`;

/** Starts postgres and answers when it takes connections. Its parent is whoever calls. */
export async function startPostgres(place: PostgresPlace, port: number): Promise<ChildProcess> {
  const data = join(place.folder, 'data');
  const log = openSync(join(place.folder, 'postgres.log'), 'w', 0o600);
  const child = spawn(join(place.bin, 'postgres'), ['-D', data, '-p', String(port)], { ...surroundings(place), stdio: ['ignore', log, log] });
  closeSync(log);
  const gone = new Promise<'gone'>((resolve) => {
    child.once('error', () => resolve('gone'));
    child.once('exit', () => resolve('gone'));
  });
  for (;;) {
    const state = await Promise.race([gone, sleep(20, 'alive' as const)]);
    if (state === 'gone') throw new Error(`PostgreSQL did not start; see postgres.log in ${place.folder}`);
    if (isReady(data, child.pid)) return child;
  }
}

/** `fast` ends sessions and writes a checkpoint; what does not listen is killed. */
export async function stopPostgres(child: ChildProcess): Promise<void> {
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const [signal, patience] of [['SIGINT', 15_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([over, sleep(patience, undefined, { ref: false })]);
  }
}

/** Stops a postgres that outlived its keeper. */
export async function stopOrphan(place: PostgresPlace): Promise<void> {
  const data = join(place.folder, 'data');
  const pid = await readFile(join(data, 'postmaster.pid'), 'utf8').then((text) => Number(text.split('\n')[0]), () => 0);
  for (const [signal, patience] of [['SIGINT', 10_000], ['SIGQUIT', 5_000], ['SIGKILL', 1_000]] as const) {
    if (pid <= 1 || !(await isPostgresOf(pid, data))) return;
    process.kill(pid, signal);
    const until = performance.now() + patience;
    while (performance.now() < until && (await isPostgresOf(pid, data))) await sleep(50);
  }
}

async function isPostgresOf(pid: number, data: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where the command line cannot be read, the pid file is believed.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null ? !existsSync('/proc/self') : command.includes(data);
}

function isReady(data: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function majorVersion(place: PostgresPlace): Promise<number> {
  const text = await run(place, 'postgres', ['--version']);
  return Number(/(\d+)/.exec(text)?.[1] ?? 0);
}

async function run(place: PostgresPlace, program: string, args: readonly string[]): Promise<string> {
  await mkdir(place.folder, { recursive: true });
  const child = spawn(join(place.bin, program), args, { ...surroundings(place), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => said.push(piece));
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = Buffer.concat(said).toString('utf8');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${text.slice(-2000)}`);
  return text;
}

function surroundings(place: PostgresPlace): { cwd: string; env: NodeJS.ProcessEnv } & Partial<Runner> {
  const { PATH = '', SystemRoot } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot === undefined ? {} : { SystemRoot }) };
  return place.runner === null ? { cwd: place.folder, env } : { cwd: place.folder, env, ...place.runner };
}
