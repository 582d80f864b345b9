import { limits } from '#contract/limits';
import type { FromDesk, FromServer } from '#contract/protocol';
import { onBehalf, type Behalf } from '#db/central/behalf';
import { readScopedLog } from '#db/central/change-log';
import type { Central } from '#db/central/open';
import type { Scope } from '#domain/scope';
import type { TenantId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import { serve, type LogState, type Session, type SessionEffect, type SessionEvent } from '#sync/session';
import type { Dialect, Told } from './dialect';
import type { Log } from './log';
import { encodeEntry, firstPiece, partFor } from './log-piece';
import { serverTime } from './server-time';
import type { ChangesFrames, Telling } from './telling';

/** The socket as the stream sees it. */
export type Line = {
  readonly send: (frame: string | Buffer, sent: () => void) => void;
  readonly buffered: () => number;
  /** Makes the client greet again on a new line. */
  readonly end: () => void;
  /** What cannot be told to the client in another way. */
  readonly broke: (error: unknown) => void;
};

/** `head`: the last number that was told to every stream, this one included. */
export type StreamPorts = { readonly db: Central; readonly log: Pick<Log, 'state'>; readonly head: () => number; readonly frames: ChangesFrames; readonly line: Line; readonly framed: () => void };

export type Greeting = {
  readonly hello: Extract<FromDesk, { t: 'hello' }>;
  readonly dialect: Dialect;
  readonly behalf: Behalf;
  readonly scopes: readonly Scope[];
  readonly lastMutation: number;
  readonly log: Pick<LogState, 'epoch' | 'floor'>;
};

/** Entries of the log that one read of a catch-up takes: few at first, and more while all of them fit into a frame. */
const fewEntries = 16;
const mostEntries = 500;

/** Drives the pure session step for one connected client. */
export class DeskStream {
  readonly tenant: TenantId;
  readonly #ports: StreamPorts;
  #session: Session = { state: 'waiting' };
  #scopes: readonly Scope[] = [];
  #behalf: Behalf | null = null;
  #dialect: Dialect | null = null;
  #perRead = fewEntries;
  #welcome: Extract<FromServer, { t: 'welcome' }> = { t: 'welcome', epoch: '', now: 0, lastMutation: 0 };

  constructor(tenant: TenantId, ports: StreamPorts) {
    this.tenant = tenant;
    this.#ports = ports;
  }

  /** The `to` of the last frame that left, or null before the welcome. */
  get sent(): number | null {
    return this.#session.state === 'waiting' ? null : this.#session.sent;
  }

  /** Not while it waits for a greeting: what the last one established does not hold any more. */
  sees(scope: Scope): boolean {
    return this.#session.state !== 'waiting' && this.#scopes.includes(scope);
  }

  greet({ hello, dialect, behalf, scopes, lastMutation, log: { epoch, floor } }: Greeting): void {
    const told: Told = { epoch, scopes };
    // A new array for each greeting: what was read for an earlier one is known by it.
    this.#scopes = [...scopes];
    this.#behalf = behalf;
    this.#welcome = { t: 'welcome', epoch: dialect.epoch(told), now: serverTime(), lastMutation, greeting: hello.greeting };
    this.#dialect = dialect;
    // The head is read in the same breath as the step, so that no run is missed between them.
    this.#step({ type: 'greeted', at: dialect.standing(hello, told), scopes, log: { epoch, floor, head: this.#ports.head() } });
  }

  /** Sends nothing more until the next greeting. */
  halt(): void {
    this.#step({ type: 'halted' });
  }

  /** What breaks for one desk is nothing to the others. */
  logged(telling: Telling): void {
    try {
      this.#hear(telling);
    } catch (error) {
      this.#ports.line.broke(error);
    }
  }

  #hear(telling: Telling): void {
    if (this.#session.state !== 'streaming') return;
    const piece = { from: telling.from, to: telling.to, part: this.#retold(telling.partFor(this.#scopes)) };
    this.#step({ type: 'logged', piece, buffered: this.#ports.line.buffered() });
  }

  #step(event: SessionEvent<string>): void {
    const { session, effects } = serve<string>(this.#session, event);
    this.#session = session;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: SessionEffect<string>): void {
    const { now, lastMutation, greeting } = this.#welcome;
    switch (effect.type) {
      case 'welcome':
        return this.#tell(this.#welcome);
      case 'resync':
        return this.#tell({ t: 'resync', now, lastMutation, greeting });
      case 'leave':
        return this.#tell({ t: 'leave', now, lastMutation, scopes: [...effect.scopes], greeting });
      case 'enter':
        return this.#tell({ t: 'enter', now, lastMutation, greeting });
      case 'send':
        this.#ports.framed();
        return this.#send(this.#ports.frames.make({ from: effect.from, to: effect.to, part: effect.part ?? '' }));
      case 'end':
        return this.#ports.line.end();
      case 'read':
        return void this.#read(effect.after).catch((error: unknown) => this.#ports.line.broke(error));
      default:
        return unreachable(effect);
    }
  }

  async #read(after: number): Promise<void> {
    const { db, log, head, line } = this.#ports;
    const upTo = head();
    const scopes = this.#scopes;
    if (this.#behalf === null) return;
    const limit = this.#perRead;
    const found = await onBehalf(db, this.#behalf, (tx) => readScopedLog(tx, { after, upTo, scopes, limit }));
    // Asked for afterwards: what is above the floor now was there when it was read.
    const { floor } = await log.state(this.tenant);
    if (scopes !== this.#scopes) return;
    const entries = found.entries.map(encodeEntry);
    const taken = firstPiece(entries);
    const isAll = taken.length === entries.length && !found.more;
    // What does not fit is read again: no more of it than was sent.
    this.#perRead = taken.length < entries.length ? 2 * taken.length : Math.min(mostEntries, 2 * limit);
    const to = isAll ? upTo : (taken.at(-1)?.seq ?? upTo);
    const piece = { from: Math.max(after, floor), to, part: this.#retold(partFor(taken, scopes)) };
    this.#step({ type: 'read', piece, head: head(), buffered: line.buffered() });
  }

  #retold(part: string | null): string | null {
    return part === null ? null : (this.#dialect?.words.changes(part) ?? part);
  }

  #tell(frame: FromServer): void {
    this.#send(JSON.stringify(frame));
  }

  #send(frame: string | Buffer): void {
    this.#ports.line.send(frame, () => {
      if (this.#session.state === 'blocked' && this.#ports.line.buffered() < limits.sessionBuffer / 2) this.#step({ type: 'drained' });
    });
  }
}
