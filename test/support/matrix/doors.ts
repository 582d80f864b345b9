import { failure } from '#contract/failures';
import { z } from 'zod';
import { TestDesk } from '../central-server';
import { isRole, type Cell } from './cells';
import type { Expected } from './policy-words';
import { seat, type Seated, type Stage } from './stage';

/** What was heard: the outcome, and every byte that came back. */
export type Heard = { readonly outcome: Expected; readonly said: string };

const failureBody = z.strictObject({ code: failure, correlation: z.uuid() });

export async function askOverHttp(stage: Stage, cell: Cell): Promise<Heard> {
  const [method = '', pattern = ''] = cell.endpoint.split(' ');
  const { params = {}, query = {}, body } = cell.asked;
  const path = pattern.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? '');
  const search = new URLSearchParams(query).toString();
  const token = await tokenOf(stage, cell);
  const headers = { 'idempotency-key': crypto.randomUUID(), ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const url = new URL(search === '' ? path : `${path}?${search}`, stage.server.url);
  const ask = (): Promise<Response> => fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  let answer = await ask();
  // More cells of a rare route than one session may ask at once: the limit turned them away before anything else looked.
  for (let tries = 0; answer.status === 429 && tries < 5; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5100));
    answer = await ask();
  }
  const said = await answer.text();
  return { outcome: answer.ok ? 'ok' : failureBody.parse(JSON.parse(said)).code, said };
}

async function tokenOf(stage: Stage, { asker, row, endpoint }: Cell): Promise<string | null> {
  if (asker === 'nobody') return null;
  if (asker === 'visitor') return stage.support.token;
  if (endpoint.includes(' /api/v1/')) return stage.people[asker].program;
  if (row.endsSession !== true || !isRole(asker)) return stage.people[asker].session.access;
  const { session } = await seat(stage.server, stage.support.tenant, { teams: [stage.support.team], roles: [asker] });
  return session.access;
}

/** Questions of one person over one desk socket, each answered. */
export class DeskDoor {
  readonly #stage: Stage;
  readonly #seated: Seated;
  readonly #desk: TestDesk;
  #mutation: number;
  #commands = 0;

  private constructor(stage: Stage, seated: Seated, { desk, lastMutation }: { readonly desk: TestDesk; readonly lastMutation: number }) {
    this.#stage = stage;
    this.#seated = seated;
    this.#desk = desk;
    this.#mutation = lastMutation;
  }

  static async open(stage: Stage, seated: Seated): Promise<DeskDoor> {
    const desk = await TestDesk.open(stage.server.url, seated.client);
    desk.hello(seated.session.access, null);
    const greeting = await desk.heard((frame) => frame.t === 'resync');
    return new DeskDoor(stage, seated, { desk, lastMutation: greeting.t === 'resync' ? greeting.lastMutation : 0 });
  }

  /** All intents in one push; what was refused stands in the client's refusals. */
  async push(cells: readonly Cell[]): Promise<readonly Heard[]> {
    if (cells.length === 0) return [];
    const first = this.#mutation + 1;
    this.#desk.send({ t: 'push', mutations: cells.map(({ endpoint, asked }, index) => ({ id: first + index, intent: { name: nameOf(endpoint), args: asked.body } })) });
    this.#mutation += cells.length;
    await this.#desk.heard((frame) => frame.t === 'ack' && frame.upTo === this.#mutation);
    const rows = await this.#stage.server.services.db('refusals').where({ client: this.#seated.client }).select<{ mutation: number; code: Expected }[]>('mutation', 'code');
    const codes = new Map(rows.map(({ mutation, code }) => [mutation, code]));
    return cells.map((_cell, index) => ({ outcome: codes.get(first + index) ?? 'ok', said: '' }));
  }

  async command({ endpoint, asked }: Cell): Promise<Heard> {
    // A session may ask fifty times at once, and ten times a second from then on.
    if ((this.#commands += 1) > 45) await new Promise((resolve) => setTimeout(resolve, 110));
    const key = crypto.randomUUID();
    this.#desk.send({ t: 'command', key, command: { name: nameOf(endpoint), args: asked.body } });
    const result = await this.#desk.heard((frame) => frame.t === 'result' && frame.key === key);
    return { outcome: result.t === 'result' ? (result.failure ?? 'ok') : 'nothing', said: JSON.stringify(result) };
  }

  /** Typing marks tell nothing back: whether one went out is seen by who listens to them. */
  async typing({ asked }: Cell): Promise<void> {
    this.#desk.send({ t: 'typing', conversation: asked.body });
    await this.ping();
  }

  async ping(): Promise<Heard> {
    const before = this.#desk.frames.filter(({ t }) => t === 'pong').length;
    this.#desk.send({ t: 'ping' });
    await this.#desk.heard((frame) => frame.t === 'pong' && this.#desk.frames.filter(({ t }) => t === 'pong').length > before);
    return { outcome: 'ok', said: '' };
  }

  /** Everything that this desk was told. */
  leave(): string {
    this.#desk.close();
    return JSON.stringify(this.#desk.frames);
  }
}

/** Greets on a socket of its own; for who has no session the greeting is all that is answered, whatever follows it. */
export async function greetOnce(stage: Stage, cell: Cell): Promise<Heard> {
  const isHello = cell.endpoint === '/sync hello';
  const client = z.string().startsWith('cli_').parse(isHello ? cell.asked.body : stage.people.agent.client);
  // checked: the prefix was
  const desk = await TestDesk.open(stage.server.url, client as `cli_${string}`);
  const token = await tokenOf(stage, cell);
  if (token !== null) desk.hello(token, null);
  if (!isHello) desk.send(frameOf(cell));
  else if (token === null) desk.send({ t: 'ping' });
  const answer = await desk.heard((frame) => frame.t === 'resync' || frame.t === 'failure');
  const frames = JSON.stringify(desk.frames);
  desk.close();
  return { outcome: answer.t === 'failure' ? answer.code : 'ok', said: frames };
}

function frameOf({ endpoint, asked }: Cell): unknown {
  if (endpoint.startsWith('/sync push ')) return { t: 'push', mutations: [{ id: 1, intent: { name: nameOf(endpoint), args: asked.body } }] };
  if (endpoint.startsWith('/sync command ')) return { t: 'command', key: crypto.randomUUID(), command: { name: nameOf(endpoint), args: asked.body } };
  return endpoint === '/sync typing' ? { t: 'typing', conversation: asked.body } : { t: 'ping' };
}

function nameOf(endpoint: string): string {
  return endpoint.split(' ')[2] ?? '';
}
