import { failure, type Failure } from '#contract/failures';
import { fromServer, protocolVersion, schemaVersion, type FromServer } from '#contract/protocol';
import type { Role } from '#domain/access/person';
import { id, type ClientId, type TeamId, type TenantId } from '#kernel/id';
import { createPerson } from './accounts';
import { scopeText } from '#contract/scope';
import type { Config } from '#server/config';
import { startServer, type RunningServer } from '#server/start-server';
import type { Commit } from '#server/sync/commit';
import { granted, type Granted } from '#contract/session';
import type { Position } from '#sync/local-copy';
import { randomUUID } from 'node:crypto';
import { BlockList } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** What seals in tests; a database of tests holds no secrets of anybody. */
export const testKey = Buffer.alloc(32, 7).toString('base64');

/** A messenger that does not answer. */
const nowhere = 'http://127.0.0.1:1';

/** A server in this process over a given database. */
export function startTestServer(url: string, changes: Partial<Config> = {}): Promise<RunningServer> {
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    smtp: { host: '127.0.0.1', port: 0 },
    database: { kind: 'given', url },
    dataFolder: null,
    keys: testKey,
    demonstration: false,
    speed: 1,
    seed: null,
    language: 'en',
    endsWithParent: false,
    restored: false,
    trustedProxies: new BlockList(),
    webhookNetworks: new BlockList(),
    relay: null,
    order: 'leader',
    messengers: { telegram: nowhere, vk: nowhere, max: nowhere, whatsapp: nowhere },
    ...changes,
  };
  const files = {
    mailWorker: new URL('../../src/server/channel/email/mail-worker.ts', import.meta.url),
    learningWorker: new URL('../../src/server/learning/learning-worker.ts', import.meta.url),
    widget: new URL('../../out/widget/widget.js', import.meta.url),
  };
  return startServer(config, files, () => undefined);
}

export const password = 'correct horse battery staple';

/** A person who can sign in; the address is made from a fresh id. */
export async function hire(commit: Commit, tenant: TenantId, who: { readonly teams: readonly TeamId[]; readonly roles?: readonly Role[] }): Promise<{ readonly email: string }> {
  const email = `${randomUUID()}@example.org`;
  await createPerson(commit, tenant, { name: 'Person', email, password, roles: who.roles ?? ['agent'], teams: who.teams });
  return { email };
}

/** A JSON request; `access` when somebody is signed in. */
export async function post(server: string, path: string, { access, ...body }: { readonly access?: string; readonly [field: string]: unknown }): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(access === undefined ? {} : { authorization: `Bearer ${access}` }) };
  return fetch(new URL(path, server), { method: 'POST', headers, body: JSON.stringify(body) });
}

const failureBody = z.strictObject({ code: failure, correlation: z.uuid() });

/** The failure that the server answered with, and nothing beside it. */
export async function failureOf(answer: Response): Promise<{ readonly status: number; readonly code: Failure }> {
  return { status: answer.status, code: failureBody.parse(await answer.json()).code };
}

export async function get(server: string, path: string, access?: string): Promise<Response> {
  return fetch(new URL(path, server), access === undefined ? {} : { headers: { authorization: `Bearer ${access}` } });
}

export async function signIn(server: string, email: string): Promise<Granted> {
  const answer = await post(server, '/session', { email, password, device: 'test' });
  const given: unknown = await answer.json();
  if (!answer.ok) throw new Error(`Nobody could sign in: ${answer.status} ${JSON.stringify(given)}`);
  return granted.parse(given);
}

/** A desk's socket, as bare as it can be. */
export class TestDesk {
  readonly frames: FromServer[] = [];
  readonly client: ClientId;
  closed = false;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket, client: ClientId) {
    this.#socket = socket;
    this.client = client;
    socket.on('message', (data: Buffer) => this.frames.push(fromServer.parse(JSON.parse(data.toString('utf8')))));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => (this.closed = true));
  }

  static async open(server: string, client: ClientId = newClient()): Promise<TestDesk> {
    const socket = new WebSocket(new URL('/sync', server.replace('http', 'ws')));
    const desk = new TestDesk(socket, client);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return desk;
  }

  /** Fetches the snapshot and continues from it. */
  static async live(server: string, session: Granted): Promise<TestDesk> {
    const desk = await TestDesk.greeted(server, session);
    for (let answer = ''; answer !== 'welcome'; ) answer = await desk.greet(session, async () => (await readSnapshot(server, session, desk.client)).at);
    return desk;
  }

  /** Registers the client and greets; `at` null gets a resync. */
  static async greeted(server: string, session: Granted, from: { readonly client?: ClientId; readonly at?: Position | null } = {}): Promise<TestDesk> {
    const desk = await TestDesk.open(server, from.client);
    await post(server, '/clients', { client: desk.client, access: session.access });
    await desk.greet(session, async () => from.at ?? null);
    return desk;
  }

  /** What it was answered. Whose own row changed a moment ago may hear of it only now, and greets again, as every desk does. */
  async greet({ access }: Granted, at: () => Promise<Position | null> = async () => null): Promise<FromServer['t']> {
    for (;;) {
      const told = this.frames.length;
      this.hello(access, await at());
      const { t: answer } = await this.heard((frame) => (answers.has(frame.t) || frame.t === 'changed') && this.frames.indexOf(frame) >= told);
      if (answer !== 'changed') return answer;
    }
  }

  hello(access: string, at: Position | null): void {
    this.send({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access, client: this.client, at });
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The first frame, now or later, that fits. */
  async heard(fits: (frame: FromServer) => boolean, patience = 30_000): Promise<FromServer> {
    for (const until = performance.now() + patience; performance.now() < until; await new Promise((resolve) => setTimeout(resolve, 5))) {
      const found = this.frames.find(fits);
      if (found !== undefined) return found;
    }
    throw new Error(`not heard; frames so far: ${JSON.stringify(this.frames).slice(0, 500)}`);
  }

  /** Stops reading from the road, as a computer that is too slow does. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** What the server says to a hello. */
const answers: ReadonlySet<string> = new Set(['welcome', 'resync', 'leave', 'enter']);

const firstLine = z.object({ epoch: z.string(), seq: z.number(), scopes: z.array(scopeText) });

export async function readSnapshot(server: string, session: Granted, client: ClientId): Promise<{ readonly text: string; readonly at: Position }> {
  const text = await (await get(server, `/sync/snapshot?client=${client}&protocol=${protocolVersion}&schema=${schemaVersion}`, session.access)).text();
  const { epoch, seq, scopes } = firstLine.parse(JSON.parse(text.split('\n')[0] ?? ''));
  return { text, at: { epoch, cursor: seq, scopes } };
}

export function newClient(): ClientId {
  return id('client', randomUUID());
}
