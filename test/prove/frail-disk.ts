import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, ftruncateSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually';

export const fileSystems = ['ext4', 'xfs'] as const;
type FileSystem = (typeof fileSystems)[number];

const call = promisify(execFile);
/** The smallest that mkfs.xfs makes. */
const size = 320 * 2 ** 20;

/** Why disks that lose their power cannot be made here; null where they can. */
export function noFrailDisks(): string | null {
  if (process.getuid?.() !== 0) return 'A power cut is played on file systems of its own, which only root may mount.';
  const absent = ['mkfs.ext4', 'mkfs.xfs', 'xfs_io', 'mount'].filter((name) => !isInstalled(name));
  return absent.length === 0 ? null : `A power cut needs ${absent.join(', ')} (Debian: apt-get install e2fsprogs xfsprogs mount).`;
}

function isInstalled(name: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(join(folder, name)));
}

/** A file system in a file, whose power can be cut: what was not synchronised is gone. */
export class FrailDisk {
  readonly folder: string;
  readonly #image: string;
  readonly #root: string;

  constructor(kind: FileSystem) {
    this.#root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'otklik-frail-'));
    this.folder = join(this.#root, 'disk');
    this.#image = join(this.#root, 'image');
    mkdirSync(this.folder);
    const image = openSync(this.#image, 'w');
    ftruncateSync(image, size);
    closeSync(image);
    execFileSync(`mkfs.${kind}`, ['-q', this.#image]);
    execFileSync('mount', ['-o', 'loop', this.#image, this.folder]);
  }

  /** From now on nothing reaches the disk, not even the journal. */
  async cut(): Promise<void> {
    await call('xfs_io', ['-x', '-c', 'shutdown', this.folder]);
  }

  /** The power is back: the journal is read. Nobody may hold a file open. */
  async restore(): Promise<void> {
    await eventually(async () => void (await call('umount', [this.folder])));
    await call('mount', ['-o', 'loop', this.#image, this.folder]);
  }

  remove(): void {
    execFileSync('umount', [this.folder]);
    rmSync(this.#root, { recursive: true });
  }
}
