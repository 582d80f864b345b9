import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** What a visitor's browser loads of the chat widget: built anew, as it is shipped. */
export async function benchWidget(): Promise<Record<string, number>> {
  const built = await build({ configFile: fileURLToPath(new URL('../../src/widget/vite.config.ts', import.meta.url)), logLevel: 'error', build: { write: false } });
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : [])).flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  return { gzip_bytes: gzipSync(chunks.join(''), { level: 9 }).byteLength };
}
