import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromDesk, type FromServer } from '#contract/protocol';
import { id } from '#kernel/id';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { Seat } from './seat';

/** A server as the desk sees it, whose snapshots the test writes line by line. */
class HandServer {
  readonly snapshots: ServerResponse[] = [];
  readonly greetings: unknown[] = [];
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  private constructor() {
    this.#http = createServer((request, answer) => this.#serve(request, answer));
    this.#http.on('upgrade', (request, stream, head) => this.#sockets.handleUpgrade(request, stream, head, (socket) => socket.on('message', (data: Buffer) => this.#hear(socket, data.toString('utf8')))));
  }

  static async open(): Promise<HandServer> {
    const server = new HandServer();
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${z.object({ port: z.number() }).parse(this.#http.address()).port}`;
  }

  hangUp(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  close(): void {
    this.hangUp();
    this.#http.closeAllConnections();
    this.#http.close();
  }

  #hear(socket: WebSocket, text: string): void {
    const frame = fromDesk.parse(JSON.parse(text));
    if (frame.t !== 'hello') return;
    this.greetings.push(frame.at);
    const { at, greeting } = frame;
    const answer: FromServer = at === null ? { t: 'resync', now: Date.now(), lastMutation: 0, greeting } : { t: 'welcome', epoch: 'e', now: Date.now(), lastMutation: 0, greeting };
    socket.send(JSON.stringify(answer));
  }

  #serve(request: IncomingMessage, answer: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '', 'http://server');
    if (pathname === '/sync/snapshot') return void this.snapshots.push(answer);
    const me = { id: id('person', 'anna'), tenant: id('tenant', 'shop'), name: 'Анна', roles: ['agent'], teams: [id('team', 't0')] };
    const granted = { access: 'a', accessUntil: Date.now() + 600_000, refresh: 'r', now: Date.now(), offlineDays: 7, me };
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(pathname === '/clients' ? null : granted));
  }
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const first = line({ epoch: 'e', seq: 5, lastMutation: 0, scopes: ['org'], after: null });
const team = (number: number): string => line({ table: 'teams', rows: [[id('team', `t${number}`), `Team ${number}`, 1]] });
const end = line({ end: true });

let server: HandServer;
let seat: Seat;
afterEach(async () => {
  await seat.leave();
  server.close();
});

test('a road that broke while the copy was being fetched does not let two fetches write into one file', async () => {
  server = await HandServer.open();
  seat = new Seat({ server: server.url, signIn: 'anna@shop.example:secret' });
  await expect.poll(() => server.snapshots.length).toBe(1);
  server.snapshots[0]?.write(first + team(0));
  await sleep(200);
  server.hangUp();
  await expect.poll(() => server.snapshots.length).toBe(2);
  server.snapshots[1]?.write(first + team(0) + team(1));
  server.snapshots[0]?.end(team(1) + team(2) + end);
  await sleep(500);
  server.snapshots[1]?.end(team(2) + end);
  await seat.online();
  await sleep(500);
  await seat.online();
  expect((await seat.until({ name: 'directory', input: {} }, () => true)).teams.map(({ name }) => name)).toEqual(['Team 0', 'Team 1', 'Team 2']);
  // What was fetched is in the file, also after a restart.
  await seat.leave();
  seat = new Seat({ server: server.url, signIn: null, home: seat.home, sealed: seat.sealed, isAtWork: true });
  await seat.online();
  expect(server.greetings.at(-1)).toEqual({ epoch: 'e', cursor: 5, scopes: ['org'] });
  expect((await seat.until({ name: 'directory', input: {} }, ({ teams }) => teams.length > 0)).teams).toHaveLength(3);
});

test('a copy with a row that this version cannot read was fetched whole every few seconds for ever, and nobody was told', async () => {
  server = await HandServer.open();
  seat = new Seat({ server: server.url, signIn: 'anna@shop.example:secret' });
  const unreadable = first + line({ table: 'teams', rows: [[id('team', 't0'), { of: 'another version' }, 1]] }) + end;
  for (let number = 0; number < 3; number += 1) {
    await expect.poll(() => server.snapshots.length, { timeout: 30_000 }).toBe(number + 1);
    server.snapshots[number]?.end(unreadable);
  }
  const told = await seat.until({ name: 'notices', input: {} }, (notices) => notices.length > 0);
  expect(told.map(({ code }) => code)).toEqual(['copy.unreadable']);
});
