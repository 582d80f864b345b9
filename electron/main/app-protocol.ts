import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import { contentPolicy } from './content-policy';

export const appScheme = 'app';
const appHost = 'otklik';
export const appPage = `${appScheme}://${appHost}/index.html`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};

const noncePlace = '<meta name="csp-nonce" content="';

/** Answers for `app://otklik/…` with files of the bundle, and with nothing else. */
export function appFiles(bundle: string): (request: Request) => Promise<Response> {
  const root = resolve(bundle);
  return async (request) => {
    if (request.method !== 'GET') return plain(405);
    const file = fileOf(root, request.url);
    const type = file === null ? undefined : types[extname(file)];
    if (file === null || type === undefined) return plain(404);
    const body = await readFile(file).catch(() => null);
    if (body === null) return plain(404);
    return extname(file) === '.html' ? page(body.toString('utf8'), type) : answer(new Uint8Array(body), type, '');
  };
}

/** Is this the address of our own page? */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === appHost;
}

/** The file inside the bundle that an address names, or null when it names something outside. */
function fileOf(root: string, address: string): string | null {
  if (!isOwnPage(address)) return null;
  const path = decoded(new URL(address).pathname);
  if (path === null || path.includes('\0')) return null;
  const file = join(root, path === '/' ? 'index.html' : path);
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function page(html: string, type: string): Response {
  const nonce = randomBytes(18).toString('base64');
  return answer(html.replace(`${noncePlace}"`, `${noncePlace}${nonce}"`), type, nonce);
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string, nonce: string): Response {
  return new Response(body, {
    status: 200,
    headers: {
      'content-type': type,
      'content-security-policy': contentPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

function plain(status: 404 | 405): Response {
  return new Response(null, { status, headers: { 'content-security-policy': "default-src 'none'" } });
}
