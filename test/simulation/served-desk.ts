import type { FromServer } from '#contract/protocol';
import type { Scope } from '#domain/scope';
import type { ClientId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { firstPiece, partFor, type EncodedEntry } from '#server/sync/log-piece';
import type { Position } from '#sync/local-copy';
import { serve, type Session, type SessionEffect, type SessionEvent } from '#sync/session';
import type { Who } from './access';
import type { CentralDatabase } from './central-database';
import type { Dice } from './dice';
import type { Connection } from './network';

export type Greeting = { readonly scopes: readonly Scope[]; readonly at: Position | null; readonly lastMutation: number; readonly now: Instant; readonly greeting: number | undefined };
type Run = { readonly from: number; readonly to: number; readonly entries: readonly EncodedEntry[] };

/** Frames that wait on a line before its reader counts as slow. */
const slowAt = 4;

/** What a server process keeps of one connected desk: the pure session, driven as the product drives it. */
export class ServedDesk {
  heardAt: Instant = 0;
  #session: Session = { state: 'waiting' };
  #greeting: (Greeting & { readonly epoch: string }) | null = null;
  /** What the greeting established may not hold any more: nothing more is told until the next one. */
  isDoubtful = false;
  #asked: number | null = null;

  readonly connection: Connection;
  readonly client: ClientId;
  readonly db: CentralDatabase;
  who: Who;

  constructor(line: { readonly connection: Connection; readonly client: ClientId }, { db, who }: { readonly db: CentralDatabase; readonly who: Who }) {
    this.connection = line.connection;
    this.client = line.client;
    this.db = db;
    this.who = who;
  }

  get sent(): number | null {
    return this.#session.state === 'waiting' ? null : this.#session.sent;
  }

  get isReading(): boolean {
    return this.#asked !== null || this.#session.state === 'blocked';
  }

  greet(greeting: Greeting, log: { readonly epoch: string; readonly head: number }): void {
    const { epoch } = log;
    this.#greeting = { ...greeting, epoch };
    this.#step({ type: 'greeted', at: this.#asPlanted(greeting.at, epoch), scopes: greeting.scopes, log: { epoch, floor: this.db.plant === 'log floor ignored' ? 0 : this.db.floor, head: log.head } });
  }

  /** Begins to greet: what is read of the person from now on may be overtaken by a change. */
  hear(who: Who): void {
    this.who = who;
    this.isDoubtful = false;
    this.halt();
  }

  halt(): void {
    this.#asked = null;
    this.#step({ type: 'halted' });
  }

  /** From here on as who they are now, whether or not they greet again. */
  renew(who: Who): void {
    this.who = who;
  }

  doubt(): void {
    if (this.isDoubtful) return;
    this.isDoubtful = true;
    this.halt();
    this.tell({ t: 'changed' });
  }

  logged({ from, to, entries }: Run): void {
    if (this.#session.state !== 'streaming') return;
    this.#step({ type: 'logged', piece: { from, to, part: partFor(entries, this.#greeted.scopes) }, buffered: this.#buffered });
  }

  /** Answers the session's request to read the log. */
  read(head: number, dice: Dice): void {
    const after = this.#asked;
    if (after === null) return;
    this.#asked = null;
    const upTo = Math.max(after, Math.min(head, after + 1 + dice.below(20)));
    const entries = this.db.entries(after, upTo);
    const taken = firstPiece(entries);
    const to = taken.length === entries.length ? upTo : (taken.at(-1)?.seq ?? upTo);
    const from = this.db.plant === 'log floor ignored' ? after : Math.max(after, this.db.floor);
    this.#step({ type: 'read', piece: { from, to, part: partFor(taken, this.#greeted.scopes) }, head, buffered: this.#buffered });
  }

  drain(): void {
    if (this.#session.state !== 'blocked' || this.connection.down.length >= slowAt / 2) return;
    if (this.db.plant === 'slow reader skipped') this.#session = { state: 'streaming', sent: this.#session.sent, seen: this.db.head };
    else this.#step({ type: 'drained' });
  }

  tell(frame: FromServer): void {
    this.connection.down.push({ t: frame.t, text: JSON.stringify(frame) });
  }

  #step(event: SessionEvent<string>): void {
    const { session, effects } = serve<string>(this.#session, event);
    this.#session = session;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: SessionEffect<string>): void {
    const { epoch, lastMutation, now, greeting } = this.#greeted;
    switch (effect.type) {
      case 'welcome':
        return this.tell({ t: 'welcome', epoch, now, lastMutation, greeting });
      case 'resync':
        return this.tell({ t: 'resync', now, lastMutation, greeting });
      case 'leave':
        return this.tell({ t: 'leave', now, lastMutation, scopes: [...effect.scopes], greeting });
      case 'enter':
        return this.tell({ t: 'enter', now, lastMutation, greeting });
      case 'send':
        this.connection.down.push({ t: 'changes', text: `{"t":"changes","from":${effect.from},"to":${effect.to},"changes":[${effect.part ?? ''}]}` });
        return;
      case 'end':
        this.tell({ t: 'failure', code: 'server.unavailable', correlation: 'sim' });
        this.connection.serverOpen = false;
        return;
      case 'read':
        this.#asked = effect.after;
    }
  }

  #asPlanted(at: Position | null, epoch: string): Position | null {
    return at !== null && this.db.plant === 'epoch ignored after a restore' ? { ...at, epoch } : at;
  }

  get #greeted(): Greeting & { readonly epoch: string } {
    if (this.#greeting === null) throw new Error('this desk was not greeted');
    return this.#greeting;
  }

  get #buffered(): number {
    return this.connection.down.length >= slowAt ? Number.MAX_SAFE_INTEGER : 0;
  }
}
