import { changeFromWire } from '#db/tables/codec';
import { withNext } from '#desk/replica/joined-frames';
import { protocolVersion, schemaVersion, type FromServer } from '#contract/protocol';
import type { Actor } from '#domain/access/actor';
import type { Command, Intent } from '#domain/mutators';
import type { PersonId } from '#kernel/id';
import { rebase, replay, rescope, show, type CopyTransaction, type Position, type Waiting } from '#sync/local-copy';
import { contextOf, performIntent } from '#sync/perform';
import { begin, isLate, type Replica, type ReplicaEffect, type ReplicaEvent } from '#sync/replica';
import { isDeepStrictEqual } from 'node:util';
import { DeskCache, type Snapshot } from './desk-cache';
import { DeskCommands } from './desk-commands';
import type { DeskOutbox } from './desk-outbox';
import { DeskLoading } from './desk-loading';
import { DeskPast } from './desk-past';
import type { DeskPorts } from './desk-ports';
import { Crash, DiskFull, unlessFull } from './mishaps';
import type { Connection } from './network';
import { stepAsPlanted } from './planted-step';

/** One person's place at a simulated computer. The outbox and the copy survive a crash; the rest does not. */
export class DeskProcess {
  readonly cache: DeskCache;
  readonly past: DeskPast;
  replica: Replica | null = null;
  connection: Connection | null = null;
  /** The highest mutation of this client that the desk was told is committed. */
  acknowledged = 0;
  actor: Actor;
  #drawnAs: Actor | null = null;
  #waits = false;
  #opens = false;
  readonly #loading: DeskLoading;
  #inbox: ReplicaEvent[] = [];
  /** An intent that is safe in the outbox could not be drawn: drawn with the next rebase. */
  #behind = false;
  readonly commands: DeskCommands;

  constructor(
    readonly person: PersonId,
    readonly outbox: DeskOutbox,
    readonly ports: DeskPorts,
  ) {
    this.actor = { person, roles: [], teams: [] };
    this.cache = new DeskCache({ client: () => this.outbox.client, disk: outbox.disk, plant: ports.plant });
    this.past = new DeskPast(this.cache, ports);
    this.commands = new DeskCommands(ports);
    this.#loading = new DeskLoading({ take: (onto) => ports.snapshot(this, onto), put: (snapshot) => this.#put(snapshot) });
  }

  get isRunning(): boolean {
    return this.replica !== null;
  }

  get isAtRest(): boolean {
    return this.replica?.road.state === 'live' && this.outbox.pending.length === 0 && this.#inbox.length === 0 && !this.commands.isOpen && !this.past.isOpen && !this.#behind;
  }

  /** Runs a piece of the desk's work; its process may die in it. */
  async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof DiskFull) this.#drawnAs = null;
      if (error instanceof DiskFull) return;
      if (!(error instanceof Crash)) throw error;
      this.ports.say(() => `the desk of ${this.outbox.client} dies at a write`);
      this.crash();
    }
  }

  start(): Promise<void> {
    return this.guarded(async () => {
      this.actor = this.ports.access() ?? this.actor;
      const confirmed = await this.cache.write((copy) => this.#redrawn(copy));
      this.#retire(confirmed);
      this.#begin();
      await this.#drain();
    });
  }

  /** Only the disk stays. */
  crash(): void {
    this.#hangUp();
    this.replica = null;
    this.#inbox = [];
    this.#waits = this.#opens = this.#behind = false;
    // The power may have taken the last drawing back.
    this.#drawnAs = null;
    this.past.end();
    this.commands.clear();
    this.outbox.crash();
  }

  act(intent: Intent): Promise<void> {
    return this.guarded(async () => {
      const at = this.ports.wall();
      const rules = await performIntent(intent, contextOf({ id: 0, at, intent }, this.actor), this.cache.load);
      if (!rules.ok) return;
      this.ports.ledger().acted(intent, { person: this.person, picture: this.cache.picture });
      const pending = this.outbox.add(at, intent);
      this.#inbox.push({ type: 'mutated', id: pending.id });
      try {
        await this.cache.write((copy) => show(copy, pending, this.actor));
      } catch (error) {
        if (!(error instanceof DiskFull)) throw error;
        this.#behind = true;
      }
      await this.#drain();
    });
  }

  ask(key: string, command: Command): void {
    if (this.replica?.road.state === 'live' && this.connection !== null) this.commands.ask(this.connection, key, command);
  }

  /** Frames that arrived while the desk looked elsewhere are joined. */
  hear(frames: readonly FromServer[]): Promise<void> {
    return this.guarded(async () => {
      for (const frame of frames) {
        if (this.#aside(frame)) return;
        this.#inbox.push({ type: 'heard', frame, at: this.ports.uptime() });
      }
      await this.#drain();
    });
  }

  /** The next thing that the desk does by itself. */
  tend(isLost: () => boolean): Promise<void> {
    return this.guarded(async () => {
      if (this.replica === null) return;
      this.commands.giveUp();
      if (this.connection !== null && !this.connection.clientOpen) this.#inbox.push({ type: 'closed' });
      else if (this.#waits) this.#retry();
      else if (this.#opens) this.#open();
      else if (this.replica.road.state === 'opening' && this.connection !== null) this.#inbox.push({ type: 'opened', at: this.ports.uptime() });
      else if (this.#loading.isOpen) this.#inbox.push(...(await this.#loading.goOn(isLost())));
      else if (this.past.isDue) await this.past.goOn(isLost(), () => this.#waiting);
      else this.#inbox.push({ type: 'tick', at: this.ports.uptime() });
      await this.#drain();
    });
  }

  /** Nothing to do: draws and retires what could not be, and syncs the file. */
  rest(): Promise<void> {
    return this.guarded(async () => {
      if (this.replica === null) return;
      if (this.#behind) await this.cache.write((copy) => this.#redrawn(copy));
      this.#behind = false;
      this.#retire(this.cache.picture.get('clients', this.outbox.client)?.lastMutation ?? 0);
      this.cache.sync();
    });
  }

  /** The picture was drawn for whom the person is now, and with everything that waits (a full disk may take it back): else the next rebase draws it anew. */
  get isDrawn(): boolean {
    return !this.#behind && this.#drawnAs === this.actor;
  }

  get #waiting(): Waiting {
    this.#drawnAs = this.actor;
    return { pending: this.ports.plant === 'pending not replayed' ? [] : this.outbox.pending, actor: this.actor };
  }

  #begin(): void {
    const { replica, effects } = begin(this.cache.position, this.outbox.pending.map(({ id }) => id));
    this.replica = replica;
    for (const effect of effects) if (effect.type === 'open') this.#opens = true;
  }

  async #redrawn(copy: CopyTransaction): Promise<number> {
    await copy.restoreImages();
    return replay(copy, this.#waiting);
  }

  #retry(): void {
    this.#waits = false;
    this.#inbox.push({ type: 'retry' });
  }

  #open(): void {
    this.#opens = false;
    const actor = this.ports.access();
    if (actor === null) return this.ports.signedOut(this);
    this.actor = actor;
    if (!this.outbox.isRegistered && !this.ports.register(this)) return void this.#inbox.push({ type: 'closed' });
    unlessFull(() => this.outbox.registered());
    this.connection = this.ports.connect(this);
  }

  async #drain(): Promise<void> {
    for (let event = this.#inbox.shift(); event !== undefined && this.replica !== null; event = this.#inbox.shift()) {
      const before = this.replica.road.state;
      const step = stepAsPlanted(this.ports.plant, this.replica, withNext(event, this.#inbox));
      this.replica = step.replica;
      for (const effect of step.effects) await this.#effect(effect);
      if (before !== 'live' && step.replica.road.state === 'live' && this.connection !== null) this.commands.askAgain(this.connection);
    }
  }

  async #effect(effect: ReplicaEffect): Promise<void> {
    switch (effect.type) {
      case 'open':
        this.#opens = true;
        return;
      case 'close':
        return this.#hangUp();
      case 'wait':
        this.#hangUp();
        this.#waits = true;
        return;
      case 'greet':
        this.connection?.up.push({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access: 'sim', client: this.outbox.client, at: effect.at, greeting: effect.greeting });
        return;
      case 'push':
        this.connection?.up.push(...this.outbox.frames(effect.ids));
        return;
      case 'ping':
        this.connection?.up.push({ t: 'ping' });
        return;
      case 'load':
        return this.#loading.begin(effect.onto);
      case 'apply':
        return this.#apply(effect);
      case 'leave':
        return this.#leave(effect);
    }
  }

  async #apply({ changes, position }: Extract<ReplicaEffect, { type: 'apply' }>): Promise<void> {
    const arrived = changes.map(changeFromWire);
    await this.#written('applied', position, (copy) => rebase(copy, { changes: arrived, position }, this.#waiting));
    this.past.streamed(arrived);
  }

  async #leave({ scopes, position }: Extract<ReplicaEffect, { type: 'leave' }>): Promise<void> {
    this.past.end();
    await this.#written('left', position, (copy) => rescope(copy, { left: scopes, position, fill: () => Promise.resolve() }, this.#waiting));
  }

  async #written(type: 'applied' | 'left', position: Position, work: (copy: CopyTransaction) => Promise<number>): Promise<void> {
    try {
      const lastMutation = await this.cache.write(work);
      this.#behind = false;
      this.#retire(lastMutation);
      this.#inbox.unshift({ type, position, lastMutation });
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      this.#drawnAs = null;
      this.#inbox.unshift({ type: 'failed' });
    }
  }

  /** Puts a snapshot in the place of the copy; what was asked of the past for the old one is not for the new one. */
  async #put(snapshot: Snapshot): Promise<number | null> {
    if (snapshot.rest !== null && !isDeepStrictEqual(this.cache.position, snapshot.rest.onto)) return null;
    this.past.end();
    const confirmed = await this.cache.take(snapshot, this.#waiting).catch((error: unknown) => { this.#drawnAs = null; throw error; });
    this.#behind = false;
    this.#retire(confirmed);
    return confirmed;
  }

  /** After the commit of the rows. A full disk here loses nothing: what is confirmed is not replayed, and retires later. */
  #retire(confirmed: number): void {
    const settled = this.outbox.pending.filter(({ id }) => id <= confirmed);
    if (settled.length === 0) return;
    const refusals = settled.flatMap(({ id }) => this.cache.picture.get('refusals', `${this.outbox.client}.${id}`) ?? []);
    const told = this.ports.plant === 'refusal not told' ? [] : refusals.map(({ id, code }) => ({ refusal: id, code }));
    unlessFull(() => this.outbox.retire(confirmed, { told, epoch: this.cache.position?.epoch ?? '' }));
  }

  /** What is not of replication. Answers whether the desk began anew. */
  #aside(frame: FromServer): boolean {
    if (this.replica !== null && isLate(this.replica, frame) && this.ports.plant !== 'answer to an earlier greeting counts') return false;
    if (frame.t === 'ack') this.acknowledged = Math.max(this.acknowledged, frame.upTo);
    if (frame.t === 'result') this.commands.answered(frame);
    if (frame.t === 'person') this.actor = { person: frame.me.id, roles: frame.me.roles, teams: frame.me.teams };
    const isGreeted = frame.t === 'welcome' || frame.t === 'leave' || frame.t === 'enter' || frame.t === 'resync';
    const isStranger = (frame.t === 'failure' && frame.code === 'access.denied') || (isGreeted && this.ports.plant !== 'old numbers after a restore' && !this.outbox.continues(frame.lastMutation));
    if (isStranger) this.#becomeNewClient();
    return isStranger;
  }

  #becomeNewClient(): void {
    this.#hangUp();
    // Without space for it the desk goes on as who it was, and is asked again.
    if (unlessFull(() => this.outbox.becomeNewClient())) this.acknowledged = 0;
    this.#inbox = [];
    this.#begin();
  }

  #hangUp(): void {
    if (this.connection !== null) this.connection.clientOpen = false;
    this.connection = null;
    this.#loading.stop();
    this.#opens = this.#waits = false;
  }
}
