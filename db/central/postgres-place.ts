import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, chown, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries';

/** Who runs PostgreSQL: root may not. */
export type Runner = { readonly uid: number; readonly gid: number };

export type PostgresPlace = {
  /** Holds `data` and the log. */
  readonly folder: string;
  readonly bin: string;
  readonly runner: Runner | null;
};

/**
 * Prepares a folder for a cluster. A plain user keeps it inside the data folder. Root hands it to an unprivileged
 * account, which must be able to enter it: where the data folder is private, the cluster lives outside of it, and a
 * file in the data folder remembers where.
 */
export async function preparePlace(dataFolder: string, binaries: PostgresBinaries): Promise<PostgresPlace> {
  const inside = join(resolve(dataFolder), 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    return { folder: inside, bin: binaries.bin, runner: null };
  }
  const runner = await unprivileged();
  const folder = (await canEnter(dirname(inside))) ? inside : await outside(dataFolder);
  await mkdir(folder, { recursive: true });
  await chown(folder, runner.uid, runner.gid);
  await chmod(folder, 0o700);
  return { folder, bin: await readableBinaries(binaries), runner };
}

async function unprivileged(): Promise<Runner> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account');
}

async function canEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & constants.S_IXOTH) === 0) return false;
  const above = dirname(folder);
  return above === folder || canEnter(above);
}

async function outside(dataFolder: string): Promise<string> {
  const memory = join(dataFolder, 'postgres.at');
  if (existsSync(memory)) return (await readFile(memory, 'utf8')).trim();
  const isPassing = resolve(dataFolder).startsWith(join(tmpdir(), '/'));
  const shared = await sharedFolder(isPassing ? [tmpdir()] : lasting);
  if (isPassing) await sweep(shared);
  const folder = join(shared, randomBytes(8).toString('hex'));
  await writeFile(memory, `${folder}\n`, { mode: 0o600 });
  await writeFile(`${folder}.for`, resolve(dataFolder), { mode: 0o600 });
  return folder;
}

/** Clusters of temporary data folders that are gone. */
async function sweep(shared: string): Promise<void> {
  for (const name of await readdir(shared)) {
    if (!name.endsWith('.for')) continue;
    const note = join(shared, name);
    const dataFolder = await readFile(note, 'utf8').catch(() => null);
    if (dataFolder === null || existsSync(dataFolder)) continue;
    await rm(note.slice(0, -'.for'.length), { recursive: true, force: true });
    await rm(note, { force: true });
  }
}

/** Not under /var/tmp: what is not read for a month is swept away there, and this is the truth. */
const lasting = ['/var/lib', tmpdir()];

async function sharedFolder(parents: readonly string[]): Promise<string> {
  for (const parent of parents) {
    const folder = join(parent, 'otklik-postgres');
    const made = await mkdir(folder, { recursive: true, mode: 0o711 }).then(() => true, () => false);
    if (!made) continue;
    const owner = await lstat(folder);
    if (owner.isDirectory() && owner.uid === 0) return folder;
  }
  throw new Error('no folder found in which PostgreSQL can keep its data');
}

async function readableBinaries(binaries: PostgresBinaries): Promise<string> {
  if (await canEnter(binaries.bin)) return binaries.bin;
  const target = join(await sharedFolder(lasting), `binaries-${binaries.version}`);
  if (!existsSync(target)) {
    const draft = `${target}.${randomBytes(4).toString('hex')}`;
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    // Another process may have been faster; its copy is the same.
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return join(target, 'bin');
}
