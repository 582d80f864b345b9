import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, chmod, chown, cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#db/central/free-port';
import { startPostgres, stopPostgres } from '#db/central/postgres-cluster';
import { preparePlace } from '#db/central/postgres-place';
import type { PostgresBinaries } from '#db/central/postgres-binaries';
import { eventually } from './eventually';

const run = promisify(execFile);

/** The ordinary tools of PostgreSQL, as an administrator would call them. */
export class BackupTools {
  readonly #binaries: PostgresBinaries;

  constructor(binaries: PostgresBinaries) {
    this.#binaries = binaries;
  }

  async dump(url: string, file: string): Promise<void> {
    await run(this.#program('pg_dump'), ['--format=custom', `--file=${file}`, url]);
  }

  /** Into an empty database. */
  async restoreDump(file: string, url: string): Promise<void> {
    await run(this.#program('pg_restore'), ['--exit-on-error', `--dbname=${url}`, file]);
  }

  async baseBackup(url: string, folder: string): Promise<void> {
    await run(this.#program('pg_basebackup'), ['--checkpoint=fast', `--dbname=${url}`, `--pgdata=${folder}`]);
  }

  /** Writes down all that the database writes from now on, until it is stopped. */
  receiveLog(url: string, folder: string): ChildProcess {
    return spawn(this.#program('pg_receivewal'), ['--no-loop', `--dbname=${url}`, `--directory=${folder}`], { stdio: 'ignore' });
  }

  /** Brings a base backup and the log up to a moment, as a cluster of its own. Answers its port and how to stop it. */
  async recover(from: { readonly base: string; readonly log: string; readonly until: Date }, folder: string): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
    const place = await preparePlace(folder, this.#binaries);
    const data = join(place.folder, 'data');
    await cp(from.base, data, { recursive: true });
    await writeFile(join(data, 'recovery.signal'), '');
    await appendFile(join(data, 'postgresql.conf'), `\nrestore_command = 'cp ${from.log}/%f %p'\nrecovery_target_time = '${from.until.toISOString().replace('T', ' ').replace('Z', '+00')}'\nrecovery_target_action = promote\n`);
    await chmod(data, 0o700);
    if (place.runner !== null) await hand([data, from.log], place.runner);
    const port = await freePort();
    const child = await startPostgres(place, port);
    return { port, stop: () => stopPostgres(child) };
  }

  #program(name: string): string {
    return join(this.#binaries.bin, name);
  }
}

/** Ends the receiver of the log once the segment that `name` tells has arrived whole. */
export async function logArrived(receiver: ChildProcess, folder: string, name: string): Promise<void> {
  await eventually(async () => {
    if (!existsSync(join(folder, name))) throw new Error(`${name} has not arrived`);
  }, 20_000);
  receiver.kill('SIGTERM');
  await once(receiver, 'exit');
  for (const file of await readdir(folder)) if (file.endsWith('.partial')) await rename(join(folder, file), join(folder, file.slice(0, -'.partial'.length)));
}

export async function emptyFolder(...parts: readonly string[]): Promise<string> {
  const folder = join(...parts);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  return folder;
}

async function hand(folders: readonly string[], { uid, gid }: { readonly uid: number; readonly gid: number }): Promise<void> {
  for (const folder of folders) {
    await chown(folder, uid, gid);
    for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), uid, gid);
  }
}
