import type { Failure } from '#contract/failures';
import { protocolVersion, schemaVersion, type FromDesk, type FromServer } from '#contract/protocol';
import { changeFromWire } from '#db/tables/codec';
import type { Outcome } from '#kernel/outcome';
import { unreachable } from '#kernel/unreachable';
import { backoff } from '#sync/backoff';
import type { Position } from '#sync/local-copy';
import { advance, begin, isLate, type Replica, type ReplicaEffect, type ReplicaEvent } from '#sync/replica';
import { damageOfCopy } from '#db/cache/damage';
import { log, trace } from '../log';
import { withNext } from './joined-frames';
import type { Outbox } from './outbox';
import type { Picture } from './picture';
import { pushFrames } from './push-frames';
import { RoadSocket } from './road-socket';
import { SnapshotLoads } from './snapshot-loads';
import { UnreadRows } from './unread-rows';

export type DriverPorts = {
  readonly server: string;
  readonly picture: Picture;
  readonly outbox: Outbox;
  /** A good access token; registers this client with the server first, when it is new. */
  readonly access: () => Promise<Outcome<string, Failure>>;
  readonly distrust: () => void;
  /** Frames that are not of replication: results, typing, the server's time. */
  readonly aside: (frame: FromServer) => void;
  /** The state of the road, or the progress of a load, changed. */
  readonly moved: () => void;
  readonly live: () => void;
  /** The server does not know this session any more, or ended it on purpose. */
  readonly signedOut: (code: 'access.signedOut' | 'access.revoked') => void;
  /** The server does not know this client. */
  readonly strange: () => void;
  /** What the person has to know: the disk does not take the copy, the server speaks another language. */
  readonly told: (code: Failure) => void;
  /** The copy could not be read or written. */
  readonly spoiled: (error: unknown) => void;
};

/** Time between looks at the clock, in milliseconds. */
const tick = 2500;

/** Drives the pure step of src/sync: one event after the other, each effect carried out before the next event. */
export class Driver {
  #replica: Replica;
  #socket: RoadSocket | null = null;
  readonly #events: ReplicaEvent[] = [];
  #draining: Promise<void> | null = null;
  #stopped = false;
  #failing = false;
  #incompatible = false;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #ports: DriverPorts;
  readonly #loads: SnapshotLoads;
  readonly #unread = new UnreadRows();
  readonly #first: readonly ReplicaEffect[];

  constructor(position: Position | null, ports: DriverPorts) {
    const { replica, effects } = begin(position, ports.outbox.numbers);
    this.#replica = replica;
    this.#first = effects;
    this.#ports = ports;
    this.#loads = new SnapshotLoads(ports, {
      tell: (event) => this.tell(event),
      refused: (code) => this.#refused(code),
      failed: (error) => this.#fail(error),
    });
  }

  start(): void {
    const timer = setInterval(() => this.tell({ type: 'tick', at: performance.now() }), tick);
    this.#timers.add(timer);
    void this.#performAll(this.#first);
  }

  get road(): Replica['road'] {
    return this.#replica.road;
  }

  /** Rows of the first copy that have arrived; null when none is being fetched. */
  get loaded(): number | null {
    return this.#loads.loaded;
  }

  get isLive(): boolean {
    return this.#replica.road.state === 'live';
  }

  tell(event: ReplicaEvent): void {
    if (this.#stopped) return;
    this.#events.push(event);
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
    });
  }

  send(frame: FromDesk): void {
    if (this.isLive) this.#socket?.send(frame);
  }

  /** The road may be open again: try at once. */
  hurry(): void {
    this.tell({ type: 'retry' });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#hangUp();
    await this.#draining;
    await this.#loads.ended;
  }

  async #drain(): Promise<void> {
    for (let event = this.#events.shift(); event !== undefined && !this.#stopped; event = this.#events.shift()) {
      const before = this.#replica.road.state;
      const step = advance(this.#replica, withNext(event, this.#events));
      this.#replica = step.replica;
      await this.#performAll(step.effects);
      if (before !== this.#replica.road.state) this.#movedTo(this.#replica.road.state);
    }
  }

  #movedTo(state: Replica['road']['state']): void {
    if (state === 'live') {
      this.#failing = false;
      this.#ports.live();
    }
    this.#ports.moved();
  }

  async #performAll(effects: readonly ReplicaEffect[]): Promise<void> {
    for (const effect of effects) await this.#perform(effect);
  }

  async #perform(effect: ReplicaEffect): Promise<void> {
    switch (effect.type) {
      case 'open':
        void this.#open();
        return;
      case 'close':
        return this.#hangUp();
      case 'wait':
        return this.#wait(effect.attempts);
      case 'greet':
        void this.#greet(effect);
        return;
      case 'push':
        return this.#push(effect.ids);
      case 'ping':
        return this.#socket?.send({ t: 'ping' });
      case 'apply':
        return this.#apply(effect);
      case 'leave':
        return this.#leave(effect);
      case 'load':
        return this.#loads.begin(effect.onto);
      default:
        return unreachable(effect);
    }
  }

  async #open(): Promise<void> {
    const access = await this.#ports.access();
    if (this.#stopped) return;
    if (!access.ok) {
      if (access.code === 'access.signedOut' || access.code === 'access.revoked') return this.#ports.signedOut(access.code);
      return this.tell({ type: 'closed' });
    }
    this.#hangUp();
    const socket = new RoadSocket(this.#ports.server, {
      opened: () => this.tell({ type: 'opened', at: performance.now() }),
      heard: (frame) => this.#hear(frame),
      closed: () => {
        this.#hangUp();
        this.tell({ type: 'closed' });
      },
    });
    this.#socket = socket;
  }

  async #greet({ at, greeting }: Extract<ReplicaEffect, { type: 'greet' }>): Promise<void> {
    const socket = this.#socket;
    const access = await this.#ports.access();
    if (socket === null || socket !== this.#socket) return;
    if (!access.ok) return this.tell({ type: 'failed' });
    socket.send({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access: access.value, client: this.#ports.outbox.client.id, at, greeting });
  }

  #hear(frame: FromServer): void {
    if (isLate(this.#replica, frame)) return;
    if (frame.t === 'failure') this.#refused(frame.code);
    this.#ports.aside(frame);
    this.tell({ type: 'heard', frame, at: performance.now() });
  }

  #refused(code: Failure): void {
    log({ event: 'road', what: 'refused', detail: code });
    if (code === 'access.signedOut') return this.#ports.distrust();
    this.#failing = true;
    if (code === 'access.denied') return this.#ports.strange();
    if (code !== 'server.incompatible' || this.#incompatible) return;
    this.#incompatible = true;
    this.#ports.told(code);
  }

  #wait(attempts: number): void {
    const pause = backoff(attempts, Math.random());
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.tell({ type: 'retry' });
    }, this.#failing ? Math.max(pause, this.#unread.pause) : pause);
    this.#timers.add(timer);
  }

  #push(ids: readonly number[]): void {
    for (const frame of pushFrames(this.#ports.outbox.mutations(new Set(ids)))) this.#socket?.send(frame);
  }

  async #apply({ changes, position }: Extract<ReplicaEffect, { type: 'apply' }>): Promise<void> {
    try {
      const standing = await this.#ports.picture.apply(changes.map(changeFromWire), position);
      this.#unread.wrote();
      this.#events.unshift({ type: 'applied', ...standing });
    } catch (error) {
      this.#events.unshift({ type: 'failed' });
      await this.#fail(error);
    }
  }

  async #leave({ scopes, position }: Extract<ReplicaEffect, { type: 'leave' }>): Promise<void> {
    try {
      this.#events.unshift({ type: 'left', ...(await this.#ports.picture.leave(scopes, position)) });
    } catch (error) {
      this.#events.unshift({ type: 'failed' });
      await this.#fail(error);
    }
  }

  /** A full disk passes, a damaged copy is rebuilt, a malformed row may be better the next time; none ends the desk. */
  async #fail(error: unknown): Promise<void> {
    this.#failing = true;
    const damage = damageOfCopy(error);
    log({ event: 'copy', what: 'notWritten', detail: damage ?? trace(error) });
    if (damage === 'full') this.#ports.told('disk.full');
    if (damage === 'failed') this.#ports.told('disk.failed');
    if (damage === null && this.#unread.failed()) this.#ports.told('copy.unreadable');
    this.#ports.spoiled(error);
  }

  #hangUp(): void {
    this.#loads.abort();
    this.#socket?.close();
    this.#socket = null;
  }
}
