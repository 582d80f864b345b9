import { listOf } from '#server/access/network';
import { fetchPicture } from '#server/channel/email/picture/fetch-picture';
import type { Egress } from '#server/egress';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onePixelPng } from '../../support/pictures';

let site: Server;
let base: string;
const heard: IncomingMessage[] = [];

const pages: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/a.png': (response) => response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'who=you' }).end(onePixelPng),
  '/page': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><script>alert(1)</script>'.padEnd(200)),
  '/drawing': (response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'.padEnd(200)),
  '/huge': (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.concat([onePixelPng, Buffer.alloc(3_000_000)])),
  '/flood': (response) => response.writeHead(200).end(flood()),
  '/on': (response) => response.writeHead(302, { location: '/a.png' }).end(),
  '/inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/home': (response) => response.writeHead(302, { location: `http://localhost:${new URL(base).port}/a.png` }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
  '/gone': (response) => response.writeHead(404).end(onePixelPng),
};

/** A few bytes that claim 60,000 × 60,000 pixels. */
function flood(): Buffer {
  const png = Buffer.from(onePixelPng);
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}

beforeAll(async () => {
  site = createServer((request, response) => {
    heard.push(request);
    (pages[request.url ?? ''] ?? ((other) => other.writeHead(404).end()))(response);
  });
  await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', () => resolve()));
  const place = site.address();
  base = `http://pictures.example:${typeof place === 'object' && place !== null ? place.port : 0}`;
});
afterAll(() => new Promise((resolve) => site.close(resolve)));

/** The site stands for one in the internet: by its name alone, and only that name. */
const egress: Egress = { allowed: listOf(['127.0.0.1/32']), resolve: async (host) => (host === 'pictures.example' ? ['127.0.0.1'] : host === 'localhost' ? ['127.0.0.1', '10.0.0.1'] : ['10.0.0.7']) };

const none = { ok: false, code: 'picture.unavailable' };

test('a picture is known by its bytes, and its owner hears nothing of who wants to see it', async () => {
  expect(await fetchPicture(egress, `${base}/a.png`)).toEqual({ ok: true, value: { type: 'image/png', base64: onePixelPng.toString('base64') } });
  const { cookie, referer, authorization, 'user-agent': program } = heard.at(-1)?.headers ?? {};
  expect([cookie, referer, authorization, program]).toEqual([undefined, undefined, undefined, 'Mozilla/5.0']);
  expect(await fetchPicture(egress, `${base}/on`)).toMatchObject({ ok: true });
  expect(heard.at(-1)?.headers.cookie).toBeUndefined();
});

test.each(['/page', '/drawing', '/huge', '/flood', '/inside', '/home', '/file', '/round', '/gone'])('%s is none', async (path) => {
  expect(await fetchPicture(egress, base + path)).toEqual(none);
});

test('an address of a private network, by name or by number, is never called', async () => {
  const before = heard.length;
  const outside: Egress = { allowed: listOf([]), resolve: egress.resolve };
  const addresses = [`${base}/a.png`, base.replace('pictures.example', '127.0.0.1') + '/a.png', 'http://10.0.0.7/a.png', 'https://inside.example/a.png', 'http://[::1]/a.png', 'http://[::ffff:127.0.0.1]/a.png', 'http://2130706433/a.png', 'ftp://pictures.example/a.png', 'javascript:alert(1)', 'https://user:secret@pictures.example/a.png'];
  for (const address of addresses) expect(await fetchPicture(outside, address), address).toEqual(none);
  expect(heard.length).toBe(before);
});
