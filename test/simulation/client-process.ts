import { protocolVersion, schemaVersion, type FromServer, type WireChange } from '#contract/protocol';
import { rows as rowSchemas } from '#contract/rows';
import type { Intent } from '#domain/mutators';
import type { Scope } from '#domain/scope';
import type { RowChange, RowKey } from '#domain/tables';
import type { Instant } from '#kernel/instant';
import type { Loaded } from '#sync/change';
import { rebase, replay, rescope, show, type CopyTransaction, type Position, type Waiting } from '#sync/local-copy';
import { performIntent, type Pending } from '#sync/perform';
import { advance, begin, type Replica, type ReplicaEffect, type ReplicaEvent } from '#sync/replica';
import { asPut } from './central-truth';
import { emptyCopy, SimulatedTransaction, type CopyFaults, type CopyState } from './client-copy';
import type { Connection } from './network';
import { Crash } from './plants';
import type { Seat } from './scenario';

export type Snapshot = { readonly position: Position; readonly rows: readonly RowChange[] };

/** What the world does for a client. */
export type ClientPorts = {
  readonly connect: () => Connection;
  readonly snapshot: () => Snapshot;
  readonly now: () => Instant;
};

/** One simulated desk. The outbox and the copy survive a crash; the replica and the connection do not. */
export class ClientProcess {
  outbox: Pending[] = [];
  copy: CopyState = emptyCopy;
  nextMutation = 1;
  replica: Replica | null = null;
  connection: Connection | null = null;
  /** The highest mutation that this client was told is committed. */
  told = 0;
  waiting = false;
  loading: Snapshot | 'asked' | null = null;

  constructor(
    readonly seat: Seat,
    readonly ports: ClientPorts,
    public faults: CopyFaults,
  ) {}

  async start(): Promise<void> {
    const confirmed = await this.#write(async (copy) => {
      await copy.restoreImages();
      return replay(copy, this.#pending);
    });
    if (confirmed === null) return;
    this.outbox = this.outbox.filter((one) => one.id > confirmed);
    const step = begin(this.copy.position, this.outbox.map((one) => one.id));
    this.replica = step.replica;
    await this.#run(step.effects);
  }

  /** Only the disk stays. */
  crash(): void {
    if (this.connection !== null) this.connection.clientOpen = false;
    this.replica = null;
    this.connection = null;
    this.waiting = false;
    this.loading = null;
  }

  async act(intent: Intent): Promise<void> {
    const pending: Pending = { id: this.nextMutation, at: this.ports.now(), intent };
    const load = async (keys: readonly RowKey[], loaded: Loaded): Promise<void> => this.copy.picture.load(keys, loaded);
    const outcome = await performIntent(intent, { actor: this.seat.actor, now: pending.at }, load);
    if (!outcome.ok) return;
    this.nextMutation += 1;
    this.outbox = [...this.outbox, pending];
    const shown = await this.#write((copy) => show(copy, pending, this.seat.actor));
    if (shown !== null) await this.feed({ type: 'mutated', id: pending.id });
  }

  async hear(frame: FromServer): Promise<void> {
    if (frame.t === 'ack') this.told = Math.max(this.told, frame.upTo);
    await this.feed({ type: 'heard', frame, at: this.ports.now() });
  }

  async feed(event: ReplicaEvent): Promise<void> {
    if (this.replica === null) return;
    const step = advance(this.replica, event);
    this.replica = step.replica;
    await this.#run(step.effects);
  }

  /** The snapshot that was asked for is taken on the server, and a later step brings it, or loses it. */
  async continueLoading(isLost: boolean): Promise<void> {
    if (this.loading === 'asked') {
      this.loading = this.ports.snapshot();
      return;
    }
    const snapshot = this.loading;
    this.loading = null;
    if (snapshot === null) return;
    if (isLost) return this.feed({ type: 'failed' });
    const before = this.copy;
    this.copy = emptyCopy;
    const confirmed = await this.#write((copy) => rebase(copy, { changes: snapshot.rows, position: snapshot.position }, this.#pending));
    if (confirmed === null) {
      this.copy = before;
      return;
    }
    this.outbox = this.outbox.filter((one) => one.id > confirmed);
    await this.feed({ type: 'loaded', position: snapshot.position, lastMutation: confirmed });
  }

  async #run(effects: readonly ReplicaEffect[]): Promise<void> {
    for (const effect of effects) await this.#effect(effect);
  }

  async #effect(effect: ReplicaEffect): Promise<void> {
    switch (effect.type) {
      case 'open':
        this.connection = this.ports.connect();
        return;
      case 'close':
        if (this.connection !== null) this.connection.clientOpen = false;
        this.connection = null;
        this.loading = null;
        return;
      case 'wait':
        this.connection = null;
        this.loading = null;
        this.waiting = true;
        return;
      case 'greet':
        this.connection?.up.push({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access: 'sim', client: this.seat.client, at: effect.at });
        return;
      case 'push':
        this.connection?.up.push({ t: 'push', mutations: this.outbox.filter((one) => effect.ids.includes(one.id)).map(({ id, intent }) => ({ id, intent })) });
        return;
      case 'ping':
        this.connection?.up.push({ t: 'ping' });
        return;
      case 'load':
        this.loading = 'asked';
        return;
      case 'apply':
        return this.#apply(effect.changes, effect.position);
      case 'leave':
        return this.#leave(effect.scopes, effect.position);
    }
  }

  async #apply(changes: readonly WireChange[], position: Position): Promise<void> {
    const arrival = { changes: changes.map(unwire), position };
    const confirmed = await this.#write((copy) => rebase(copy, arrival, this.#pending));
    if (confirmed === null) return;
    this.outbox = this.outbox.filter((one) => one.id > confirmed);
    await this.feed({ type: 'applied', position, lastMutation: confirmed });
  }

  async #leave(left: readonly Scope[], position: Position): Promise<void> {
    const confirmed = await this.#write((copy) => rescope(copy, { left, position, fill: () => Promise.resolve() }, this.#pending));
    if (confirmed !== null) await this.feed({ type: 'left', position, lastMutation: confirmed });
  }

  get #pending(): Waiting {
    return { pending: this.outbox, actor: this.seat.actor };
  }

  /** One transaction on the copy; null when the process died in it. */
  async #write<Result>(work: (copy: CopyTransaction) => Promise<Result>): Promise<Result | null> {
    const transaction = new SimulatedTransaction(this.seat.client, this.copy, this.faults);
    try {
      const result = await work(transaction);
      this.copy = transaction.commit();
      return result;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.copy = transaction.abandoned();
      this.crash();
      return null;
    }
  }
}

function unwire(change: WireChange): RowChange {
  if (change[1] === 'remove') return { op: 'remove', table: change[0], id: change[2] };
  return asPut(change[0], rowSchemas[change[0]].parse(change[2][0]));
}
