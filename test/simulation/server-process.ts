import type { FromDesk, FromServer, WireChange } from '#contract/protocol';
import { intent as intentSchema } from '#contract/intents';
import { scopesOf, type Scope } from '#domain/scope';
import type { Instant } from '#kernel/instant';
import { performCommand, performIntent, type LoadRows, type LoadTruth } from '#sync/perform';
import { admit, settle } from '#sync/push';
import { serve, type Session, type SessionEffect, type SessionEvent } from '#sync/session';
import type { CentralTruth, Logged } from './central-truth';
import type { Dice } from './dice';
import type { Connection } from './network';
import type { Plant } from './plants';
import type { Seat } from './scenario';

type Served = { readonly connection: Connection; readonly seat: Seat; readonly scopes: ReadonlySet<Scope>; session: Session };
type Part = readonly WireChange[];
type Mutations = Extract<FromDesk, { t: 'push' }>['mutations'];

/** Who speaks over which connection. */
type Peer = { readonly connection: Connection; readonly seat: Seat };

export type ServerFaults = { readonly dice: Dice; readonly crash: number; readonly plant: Plant | null };

/** One simulated server process: everything in it is forgotten by a crash. */
export class ServerProcess {
  #head: number;
  #served = new Map<number, Served>();
  #reads: { readonly connection: number; readonly after: number }[] = [];
  #late: (() => void)[] = [];

  constructor(
    readonly truth: CentralTruth,
    readonly faults: ServerFaults,
  ) {
    this.#head = truth.head;
  }

  get isBusy(): boolean {
    return this.#reads.length > 0 || this.#late.length > 0 || this.#head < this.truth.head;
  }

  forget(connection: number): void {
    this.#served.delete(connection);
  }

  async receive({ connection, seat }: Peer, frame: FromDesk, now: Instant): Promise<'alive' | 'crashed'> {
    switch (frame.t) {
      case 'hello':
        this.#greet({ connection, seat }, frame.at, now);
        return 'alive';
      case 'push':
        return this.#push({ connection, seat }, frame.mutations, now);
      case 'command': {
        const outcome = await performCommand(frame.command, { actor: seat.actor, now }, { load: this.#load, conversationsOf: this.#conversationsOf });
        if (outcome.ok) this.truth.commit(outcome.value);
        connection.down.push({ t: 'result', key: frame.key, failure: outcome.ok ? null : outcome.code });
        return 'alive';
      }
      case 'ping':
        connection.down.push({ t: 'pong', now, sent: sentOf(this.#served.get(connection.id)?.session) });
        return 'alive';
      case 'typing':
        return 'alive';
    }
  }

  /** Reads the numbered log after its head and hands each session its part. */
  dispatch(): void {
    const from = this.#head;
    const to = this.truth.head;
    if (to === from) return;
    this.#head = to;
    for (const served of this.#served.values()) {
      this.#step(served, { type: 'logged', piece: { from, to, part: this.#part(served, from, to) }, buffered: this.#buffered(served) });
    }
  }

  /** Answers one request of a session to read the log. */
  readOne(): void {
    const read = this.#reads.shift();
    const served = read && this.#served.get(read.connection);
    if (read === undefined || served === undefined) return;
    const to = Math.min(this.#head, read.after + 1 + this.faults.dice.below(20));
    const piece = { from: read.after, to: Math.max(to, read.after), part: this.#part(served, read.after, to) };
    this.#step(served, { type: 'read', piece, head: this.#head, buffered: this.#buffered(served) });
  }

  drain(): void {
    for (const served of this.#served.values()) if (served.connection.down.length < 3) this.#step(served, { type: 'drained' });
  }

  /** Commits what a planted bug acknowledged too early. */
  commitLate(): void {
    this.#late.shift()?.();
  }

  #greet({ connection, seat }: Peer, at: Extract<FromDesk, { t: 'hello' }>['at'], now: Instant): void {
    const scopes = new Set(scopesOf(seat.actor.person, seat.actor.teams, seat.client));
    const served: Served = { connection, seat, scopes, session: { state: 'waiting' } };
    this.#served.set(connection.id, served);
    const log = { epoch: this.truth.epoch, floor: this.truth.floor, head: this.#head };
    const ahead = at !== null && at.cursor > this.#head && at.cursor <= this.truth.head;
    if (ahead) this.dispatch();
    const position = at?.scopes === undefined ? null : { ...at, scopes: at.scopes };
    this.#step(served, { type: 'greeted', at: position, scopes: [...scopes], log: { ...log, head: this.#head } }, now);
  }

  async #push({ connection, seat }: Peer, mutations: Mutations, now: Instant): Promise<'alive' | 'crashed'> {
    const last = mutations.at(-1)?.id ?? 0;
    if (this.faults.plant === 'ack before commit') {
      connection.down.push({ t: 'ack', upTo: last });
      this.#late.push(() => void this.#store(seat, mutations, now));
      return 'alive';
    }
    const stored = await this.#store(seat, mutations, now);
    if (stored === 'gap') connection.down.push({ t: 'failure', code: 'request.malformed', correlation: 'sim' });
    if (stored === 'crashed') return 'crashed';
    if (stored === 'done') connection.down.push({ t: 'ack', upTo: last });
    return 'alive';
  }

  async #store(seat: Seat, mutations: Mutations, now: Instant): Promise<'done' | 'gap' | 'crashed'> {
    for (const { id, intent } of mutations) {
      const admission = admit(this.truth.lastMutation(seat.client), id);
      if (admission === 'gap') return 'gap';
      if (admission === 'repeat') continue;
      const parsed = intentSchema.parse(intent);
      const outcome = await performIntent(parsed, { actor: seat.actor, now }, this.#load);
      if (this.faults.dice.chance(this.faults.crash)) return 'crashed';
      this.truth.commit(settle({ client: seat.client, mutation: id, name: parsed.name }, outcome));
      const key = `${seat.client}.${id}`;
      this.truth.stored.set(key, (this.truth.stored.get(key) ?? 0) + 1);
      if (this.faults.dice.chance(this.faults.crash)) return 'crashed';
    }
    return 'done';
  }

  readonly #conversationsOf: LoadTruth['conversationsOf'] = async (id) => this.truth.rows.conversationsOf(id);

  readonly #load: LoadRows = async (keys, loaded) => {
    this.truth.rows.load(keys, loaded);
  };

  #step(served: Served, event: SessionEvent<Part>, now: Instant = 0): void {
    const step = serve(served.session, event);
    served.session = step.session;
    for (const effect of step.effects) this.#run(served, effect, now);
  }

  #run(served: Served, effect: SessionEffect<Part>, now: Instant): void {
    const { connection, seat } = served;
    const lastMutation = this.truth.lastMutation(seat.client);
    const send = (frame: FromServer): void => void connection.down.push(frame);
    switch (effect.type) {
      case 'welcome':
        return send({ t: 'welcome', epoch: this.truth.epoch, now, lastMutation });
      case 'resync':
        return send({ t: 'resync', now, lastMutation });
      case 'leave':
        return send({ t: 'leave', now, lastMutation, scopes: [...effect.scopes] });
      case 'enter':
        return send({ t: 'enter', now, lastMutation });
      case 'send':
        return send({ t: 'changes', from: effect.from, to: effect.to, changes: [...(effect.part ?? [])] });
      case 'read':
        this.#reads.push({ connection: connection.id, after: effect.after });
    }
  }

  #buffered(served: Served): number {
    // Three frames under way are as many as the simulated buffer holds.
    return served.connection.down.length > 3 ? Number.MAX_SAFE_INTEGER : 0;
  }

  #part(served: Served, after: number, to: number): Part | null {
    const own = this.truth.log.slice(after, to).flatMap(({ changes }) => changes.filter(({ scope }) => served.scopes.has(scope)));
    return own.length === 0 ? null : own.map(wire);
  }
}

function sentOf(session: Session | undefined): number | null {
  return session === undefined || session.state === 'waiting' ? null : session.sent;
}

/** In the simulation a row travels as the only value of its array. */
function wire({ change }: Logged): WireChange {
  return change.op === 'put' ? [change.table, 'put', [change.row]] : [change.table, 'remove', change.id];
}
