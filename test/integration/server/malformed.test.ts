import { limits } from '#contract/limits';
import { protocolVersion, schemaVersion } from '#contract/protocol';
import type { Granted } from '#contract/session';
import { setChatSite } from '#db/central/chat-sites';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { id, type ConversationId } from '#kernel/id';
import fc from 'fast-check';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, get, hire, newClient, post, signIn, TestDesk } from '../../support/central-server';
import { arrive, foundCompany, note } from '../../support/company';
import { comesTrue } from '../../support/eventually';
import { freshToken } from '../../support/chat-visitor';
import { canary, malformedBytes, malformedTexts } from '../../support/malformed-json';
import { frame, handshake, hearOut, open, say, type Said } from '../../support/raw-socket';
import { ServerProcess } from '../../support/server-process';

const origin = 'https://shop.example';
const desk = handshake('/sync');
const chat = handshake('/chat', origin);

let databases: CentralDatabases;
let exchange: Exchange;
let server: ServerProcess;
let session: Granted;
let administrator: Granted;
let conversation: ConversationId;
let good: GoodClient;
let memoryAtStart = 0;
/** How long an answer takes on this machine while nobody does any harm. */
let usual = 0;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url, db } = await databases.fresh();
  exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const company = await foundCompany(db, exchange.commit);
  ({ id: conversation } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support }));
  const queue = id('queue', randomUUID());
  const channel = id('channel', randomUUID());
  await exchange.commit(company.tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'queues', row: { id: queue, team: company.support, name: 'Chat', version: 0, asksOutcome: false } },
      { op: 'put', table: 'channels', row: { id: channel, kind: 'chat', name: 'Chat', address: 'site', queue, version: 0 } },
    ]),
  );
  await setChatSite(db, { tenant: company.tenant, channel }, { origins: [origin] });
  const people = [await hire(exchange.commit, company.tenant, { teams: [company.support] }), await hire(exchange.commit, company.tenant, { teams: [company.support] }), await hire(exchange.commit, company.tenant, { teams: [], roles: ['administrator'] })] as const;
  server = new ServerProcess({ database: url });
  await server.start();
  session = await signIn(server.url, people[0].email);
  administrator = await signIn(server.url, people[2].email);
  good = new GoodClient(await signIn(server.url, people[1].email));
  await comesTrue(() => good.times.length > 5);
  memoryAtStart = memory();
  usual = partOf(good.times, 0.5);
});

afterAll(async () => {
  await server.stop();
  await exchange.stop();
  await databases.stop();
});

/** Somebody who works on meanwhile, and how long each answer took. */
class GoodClient {
  readonly times: number[] = [];
  readonly #asking: Promise<void>;
  #isDone = false;

  constructor(who: Granted) {
    this.#asking = this.#ask(who);
  }

  async #ask(who: Granted): Promise<void> {
    while (!this.#isDone) {
      const began = performance.now();
      const answer = await get(server.url, `/sync/conversation/${conversation}`, who.access);
      await answer.text();
      this.times.push(answer.status === 200 ? performance.now() - began : Infinity);
      await sleep(210);
    }
  }

  async stop(): Promise<void> {
    this.#isDone = true;
    await this.#asking;
  }
}

test('S-03 before sign-in every malformed frame, unknown verb and verb gets one constant answer, and no echo', async () => {
  const token = freshToken();
  const verbs = ['push', 'command', 'typing', 'ping', 'say', 'seen', 'earlier', 'unheard-of'].map((t) => JSON.stringify({ t, token, canary }));
  const whole = [
    { t: 'push', mutations: [] }, { t: 'command', key: randomUUID(), command: { name: 'conversation.take', args: { conversation, event: 'msg_e' } } }, { t: 'typing', conversation }, { t: 'ping' },
    { t: 'say', line: randomUUID(), text: canary, name: null }, { t: 'typing' }, { t: 'seen', state: 'read', messages: ['msg_a'] }, { t: 'earlier', before: 'msg_a' },
  ].map((verb) => JSON.stringify(verb));
  for (const greeting of [desk, chat]) {
    const texts = await saidTo(greeting, [...malformedTexts, ...verbs, ...whole].map((text) => frame(text)));
    expect(constants(texts)).toEqual([`{"t":"failure","code":"request.malformed","correlation":""} ${greeting === desk ? 1008 : 4400}`]);
    const binary = await saidTo(greeting, malformedBytes.map((bytes) => frame(bytes, { opcode: 'binary' })));
    expect(constants(binary)).toEqual(constants(texts));
    expect(constants(await saidTo(greeting, malformedBytes.slice(1, 7).map((bytes) => frame(bytes))))).toEqual([' 1007']);
  }
});

/** As many as `npm test` has time for; `RANDOM_FRAMES=10000` for a long look. */
const randomFrames = Number(process.env['RANDOM_FRAMES'] ?? 2000);

test('S-03 random byte strings get the same answer', async () => {
  const seed = randomInt(2 ** 31);
  process.stdout.write(`random frames: seed ${seed}\n`);
  const samples = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map((text) => Buffer.from(text)), fc.string({ unit: 'binary' }).map((text) => Buffer.from(text))), { seed, numRuns: randomFrames });
  const heard = await saidTo(desk, samples.map((bytes, index) => frame(Buffer.from(bytes), { opcode: index % 2 === 0 ? 'binary' : 'text' })), 40);
  expect(constants(heard)).toEqual([' 1007', '{"t":"failure","code":"request.malformed","correlation":""} 1008']);
});

test('S-03 after sign-in too; and a malformed intent is refused without blocking the one behind it', async () => {
  const hello = frame(JSON.stringify({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access: session.access, client: await clientOf(session), at: null }));
  const heard = await saidTo(Buffer.concat([Buffer.from(desk), hello]), malformedTexts.map((text) => frame(text)));
  expect(constants(heard.map((said) => ({ ...said, texts: said.texts.slice(-1) })))).toEqual(['{"t":"failure","code":"request.malformed","correlation":""} 1008']);
  const pusher = await TestDesk.greeted(server.url, session);
  const intents = ['null', '{"name":"__proto__","args":{}}', '{"__proto__":{"name":"note.add"}}', `{"name":"note.add","args":${'['.repeat(25_000)}${']'.repeat(25_000)}}`, `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`, '{"name":"toString","args":1e400}', `{"name":"note.add","args":{"text":"${canary}"}}`];
  for (const [index, intent] of intents.entries()) pusher.send(`{"t":"push","mutations":[{"id":${index + 1},"intent":${intent}}]}`);
  pusher.send({ t: 'push', mutations: [{ id: intents.length + 1, intent: note(conversation, 'a good one') }] });
  await pusher.heard((one) => one.t === 'ack' && one.upTo === intents.length + 1);
  const answer = await get(server.url, `/sync/conversation/${conversation}`, session.access);
  expect(await answer.text()).toContain('a good one');
  pusher.close();
});

test('S-03 a frame of 64 KiB is read; one byte more, 100 MB declared, and fragments without end are cut off with one code', async () => {
  const greeted = await TestDesk.greeted(server.url, session);
  greeted.send(JSON.stringify({ t: 'ping' }).padEnd(limits.clientFrame));
  await greeted.heard((one) => one.t === 'pong');
  greeted.send(JSON.stringify({ t: 'ping' }).padEnd(limits.clientFrame + 1));
  await expect.poll(() => greeted.closed).toBe(true);
  for (const greeting of [desk, chat]) {
    const declared = await Promise.all([100 * 1024 * 1024, 2 ** 52].map((length) => say(server.port, [greeting, frame('x', { declared: length })])));
    const oversize = await heardOut(() => say(server.port, [greeting, frame('x'.repeat(limits.clientFrame + 1))]));
    const unending = await heardOut(() => endless(greeting));
    expect([...declared, oversize, unending].map(({ texts, closeCode, hungUp }) => ({ texts, closeCode, hungUp }))).toEqual(Array.from({ length: 4 }, () => ({ texts: [], closeCode: 1009, hungUp: true })));
  }
});

test('S-03 malformed bodies and noise in the place of HTTP get one constant answer', async () => {
  const bodies = [...malformedTexts.filter((text) => text.trim() !== '' && Buffer.byteLength(text) < limits.clientFrame), ...malformedBytes.filter((bytes) => bytes.length < 1000)];
  for (const body of bodies) {
    const answer = await fetch(new URL('/session/refresh', server.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: new Uint8Array(Buffer.from(body)) });
    expect({ body: String(body).slice(0, 60), ...(await failureOf(answer)) }).toEqual({ body: String(body).slice(0, 60), status: 400, code: 'request.malformed' });
  }
  expect(await failureOf(await post(server.url, '/session/refresh', { refresh: 'x'.repeat(limits.clientFrame) }))).toEqual({ status: 413, code: 'request.tooLarge' });
  const deep = `{"format":"ndjson","text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const brought = await fetch(new URL('/import', server.url), { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${administrator.access}` }, body: deep });
  expect(await failureOf(brought)).toEqual({ status: 400, code: 'request.malformed' });
  const heads = [`GET /${canary}/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, `${canary}\r\n\r\n`, `GET / ${canary}/1.1\r\n\r\n`, `GET / HTTP/1.1\r\n${canary}\r\n\r\n`, `GET /sync/conversation/%E0%A4%A HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 'POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 'POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000'];
  const said = await Promise.all(heads.map((head) => say(server.port, [head])));
  expect(said.map(({ all, hungUp }) => [hungUp, all.startsWith('HTTP/1.1 400 '), /\{"code":"request\.malformed","correlation":"[0-9a-f-]{36}"\}$/.test(all), all.includes(canary)])).toEqual(said.map(() => [true, true, true, false]));
  const large = await Promise.all(['Content-Length: 104857600', 'Transfer-Encoding: chunked'].map((length) => body('/session', length)));
  expect(large.map(({ all }) => [all.startsWith('HTTP/1.1 413 '), all.includes('request.tooLarge')])).toEqual([[true, true], [true, true]]);
});

test('what nobody may bring is not read: the answer comes before the end of the body', async () => {
  const said = await Promise.all(['Content-Length: 8000000', 'Transfer-Encoding: chunked'].map((length) => body('/import', length)));
  expect(said.map(({ all }) => [all.startsWith('HTTP/1.1 401 '), all.includes('access.signedOut')])).toEqual([[true, true], [true, true]]);
});

test('S-03 a flood ends for the one who makes it', async () => {
  const flooders = await Promise.all(Array.from({ length: 4 }, async () => TestDesk.greeted(server.url, session)));
  for (const flooder of flooders) for (let count = 0; count < 10_000; count += 1) flooder.send({ t: 'ping' });
  await expect.poll(() => flooders.every(({ closed }) => closed)).toBe(true);
  for (const { frames } of flooders) expect(frames.at(-1)).toMatchObject({ t: 'failure', code: 'request.tooMany' });
});

test('S-03 slow handshakes and idle connections stand in nobody’s way, and end', async () => {
  const slow = Array.from({ length: 500 }, (_, index) => {
    const socket = open(server.port);
    socket.write((index % 2 === 0 ? desk : 'POST /session HTTP/1.1\r\nHost: a\r\n').slice(0, 20 + (index % 10)));
    return socket;
  });
  const began = performance.now();
  const idle = await saidTo(desk, Array.from({ length: 800 }, () => Buffer.alloc(0)), 800);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(constants(idle)).toEqual(['{"t":"failure","code":"server.unavailable","correlation":""} 1008']);
  for (const socket of slow) socket.destroy();
});

test('S-03 meanwhile the others worked on, in the one process that the server was all the time', async () => {
  await good.stop();
  const [half, most, all] = [partOf(good.times, 0.5), partOf(good.times, 0.99), partOf(good.times, 1)];
  const grown = memory() - memoryAtStart;
  process.stdout.write(`${JSON.stringify({ good_answers: good.times.length, usual_ms: Math.round(usual), p50_ms: Math.round(half), p99_ms: Math.round(most), memory_grown_mb: Math.round(grown) })}\n`);
  expect(server.exitCode).toBeNull();
  // A slow machine is slow for everybody: what counts is how much slower it became.
  expect(all).toBeLessThan(Math.max(5000, 500 * usual));
  expect(half).toBeLessThan(Math.max(200, 20 * usual));
  expect(grown).toBeLessThan(300);
  expect(server.printed.filter((line) => line.includes('"fault"') || line.includes(canary))).toEqual([]);
});

function partOf(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * share)] ?? Infinity;
}

async function clientOf(who: Granted): Promise<string> {
  const client = newClient();
  await post(server.url, '/clients', { client, access: who.access });
  return client;
}

/** Each on a connection of its own. */
async function saidTo(greeting: string | Buffer, frames: readonly Buffer[], atOnce = 20): Promise<readonly Said[]> {
  const said: Said[] = [];
  const rest = [...frames.entries()];
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) said[next[0]] = await say(server.port, [greeting, next[1]]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return said;
}

/** The different answers, without the numbers to quote. */
function constants(said: readonly Said[]): readonly string[] {
  expect(said.filter(({ all }) => all.includes(canary)).length).toBe(0);
  return [...new Set(said.map(({ texts, closeCode }) => `${texts.join().replaceAll(/"correlation":"[^"]*"/g, '"correlation":""')} ${closeCode ?? 'open'}`))].toSorted();
}

/** Where bytes lie unread when the server hangs up, the system cuts the road, and its last frame may be lost with it: then once more. */
async function heardOut(speak: () => Promise<Said>, tries = 8): Promise<Said> {
  const said = await speak();
  return said.closeCode === null && said.hungUp && tries > 1 ? heardOut(speak, tries - 1) : said;
}

/** Fragments of a message that never ends. */
async function endless(greeting: string): Promise<Said> {
  const socket = open(server.port);
  const said = hearOut(socket);
  socket.write(greeting);
  socket.write(frame('x'.repeat(1000), { last: false }));
  const more = setInterval(() => {
    for (let count = 0; count < 10 && !socket.destroyed; count += 1) socket.write(frame('x'.repeat(1000), { opcode: 'continuation', last: false }));
  }, 10);
  const heard = await said;
  clearInterval(more);
  return heard;
}

/** A body that is announced as large, or that has no end. */
async function body(path: string, length: string): Promise<Said> {
  const socket = open(server.port);
  const said = hearOut(socket);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n${length}\r\n\r\n`);
  const piece = length.startsWith('Transfer') ? `2710\r\n${'x'.repeat(10_000)}\r\n` : 'x'.repeat(10_000);
  const more = setInterval(() => {
    if (!socket.destroyed) socket.write(piece);
  }, 10);
  const heard = await said;
  clearInterval(more);
  return heard;
}

/** Resident memory of the server in MB. */
function memory(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
}
