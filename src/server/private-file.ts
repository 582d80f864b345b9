import { open, rename } from 'node:fs/promises';

/** Readable by its owner only; either the whole new file stands there or the old one. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${process.pid}`;
  const handle = await open(fresh, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(fresh, path);
}
