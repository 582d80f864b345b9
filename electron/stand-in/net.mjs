import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strict } from './not-implemented.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Electron's net: fetch that also knows files and the app's own schemes. */
export function createNet(runtime) {
  return strict('net', {
    isOnline: () => true,
    async fetch(input, init) {
      const url = typeof input === 'string' ? input : input.url;
      if (url.startsWith('file:')) return fetchFile(url);
      const handler = runtime.protocol.of(url);
      return handler ? handler(new Request(input, init)) : fetch(input, init);
    },
  });
}

async function fetchFile(url) {
  const path = fileURLToPath(url);
  try {
    const body = await readFile(path);
    return new Response(body, { headers: { 'content-type': types[extname(path)] ?? 'application/octet-stream' } });
  } catch (cause) {
    throw new TypeError('net::ERR_FILE_NOT_FOUND', { cause });
  }
}
