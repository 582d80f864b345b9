import { protocolVersion, schemaVersion, type FromServer } from '#contract/protocol';
import { changeFromWire } from '#db/tables/codec';
import { AccessKeeper } from '#desk/access/access-keeper';
import { ask } from '#desk/http';
import { pushFrames } from '#desk/replica/push-frames';
import { RoadSocket } from '#desk/replica/road-socket';
import type { Command, Intent } from '#domain/mutators';
import { id, type ClientId, type PersonId } from '#kernel/id';
import { done } from '#kernel/outcome';
import { backoff } from '#sync/backoff';
import type { Position } from '#sync/local-copy';
import { advance, begin, isLate, type Replica, type ReplicaEffect, type ReplicaEvent } from '#sync/replica';
import { randomUUID } from 'node:crypto';
import { DeskRows, readSnapshot, type Snapshot } from './desk-rows';
import type { Deed, Ledger, Mark } from './ledger';

export type LightDeskPorts = {
  readonly server: string;
  readonly person: { readonly email: string; readonly password: string };
  readonly ledger: Ledger;
  /** The road became live, or went down. */
  readonly road?: (isLive: boolean) => void;
  /** Something left for the server a moment ago. */
  readonly pushed?: () => void;
};

type Waiting = { readonly id: number; readonly intent: Intent; readonly deed: Deed };
/** What changes who has a conversation, and leaves an event. */
export type OwnersCommand = Exclude<Command, { readonly name: 'delivery.decide' | 'cases.change' }>;

type Asked = { readonly command: OwnersCommand; readonly deed: Deed; readonly settle: () => void };

/** The product's own replication without its files: the pure step over a real socket, with an outbox and rows in memory. */
export class LightDesk {
  rows = new DeskRows();
  client: ClientId = id('client', randomUUID());
  me: PersonId | null = null;
  position: Position | null = null;
  signIns = 0;
  resyncs = 0;
  renewals = 0;
  outbox: readonly Waiting[] = [];
  #registered = false;
  #last = 0;
  #replica: Replica;
  #socket: RoadSocket | null = null;
  #stopped = false;
  /** The last thing that the server or the road refused. */
  #lastWord = '';
  readonly #asked = new Map<string, Asked>();
  readonly #ports: LightDeskPorts;
  readonly #timers = new Set<NodeJS.Timeout>();
  #keeper: AccessKeeper;

  constructor(ports: LightDeskPorts) {
    this.#ports = ports;
    this.#keeper = this.#newKeeper();
    const { replica, effects } = begin(null, []);
    this.#replica = replica;
    this.#timers.add(setInterval(() => this.#tell({ type: 'tick', at: performance.now() }), 2500));
    for (const effect of effects) this.#perform(effect);
  }

  get isLive(): boolean {
    return this.#replica.road.state === 'live';
  }

  /** How it stands, for whoever wonders why nothing moves. */
  get standing(): string {
    const { road } = this.#replica;
    return `${this.client}: ${JSON.stringify(road)}, ${this.outbox.length} waiting, ${this.signIns} sign-ins, last refused ${this.#lastWord}`;
  }

  mutate(intent: Intent, mark: Mark): void {
    this.#last += 1;
    const number = this.#last;
    const deed = this.#ports.ledger.invoke({ mark, mutation: { client: this.client, number }, key: null });
    this.outbox = [...this.outbox, { id: number, intent, deed }];
    this.#tell({ type: 'mutated', id: number });
  }

  /** Goes again under its key after every reconnect, until the server answers. */
  command(command: OwnersCommand): Promise<void> {
    const key = randomUUID();
    const deed = this.#ports.ledger.invoke({ mark: { event: command.args.event }, mutation: null, key });
    return new Promise((settle) => {
      this.#asked.set(key, { command, deed, settle });
      if (this.isLive) this.#socket?.send({ t: 'command', key, command });
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#socket?.close();
  }

  /** What the server says that this client should hold now. */
  async truth(): Promise<DeskRows> {
    const access = await this.#access();
    const loaded = access === null ? null : await this.#snapshot(access);
    if (loaded === null) throw new Error('no snapshot to compare with');
    return loaded.rows;
  }

  #newKeeper(): AccessKeeper {
    return new AccessKeeper(this.#ports.server, null, async ({ me }) => {
      this.me = me.id;
      return done(null);
    });
  }

  #tell(event: ReplicaEvent): void {
    if (this.#stopped) return;
    const wasLive = this.isLive;
    const { replica, effects } = advance(this.#replica, event);
    this.#replica = replica;
    if (wasLive !== this.isLive) this.#ports.road?.(this.isLive);
    for (const effect of effects) this.#perform(effect);
    if (!wasLive && this.isLive) for (const [key, { command }] of this.#asked) this.#socket?.send({ t: 'command', key, command });
  }

  #perform(effect: ReplicaEffect): void {
    switch (effect.type) {
      case 'open':
        return void this.#open();
      case 'close':
        return this.#hangUp();
      case 'wait':
        this.#hangUp();
        this.#later(backoff(effect.attempts, Math.random()));
        return;
      case 'greet':
        return void this.#greet(effect);
      case 'push':
        return this.#push(effect.ids);
      case 'ping':
        return this.#socket?.send({ t: 'ping' });
      case 'apply':
        for (const change of effect.changes) this.rows.apply(changeFromWire(change));
        return this.#tell({ type: 'applied', position: effect.position, lastMutation: this.#movedTo(effect.position) });
      case 'leave':
        // Only a new client changes the scopes here, and the whole copy that it loads next takes the place of this one.
        return this.#tell({ type: 'left', position: effect.position, lastMutation: this.#movedTo(effect.position) });
      case 'load':
        this.resyncs += 1;
        return void this.#load();
    }
  }

  #push(ids: readonly number[]): void {
    const wanted = new Set(ids);
    const mutations = this.outbox.filter((one) => wanted.has(one.id)).map(({ id, intent }) => ({ id, intent }));
    for (const frame of pushFrames(mutations)) this.#socket?.send(frame);
    this.#ports.pushed?.();
  }

  #later(pause: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#tell({ type: 'retry' });
    }, pause);
    this.#timers.add(timer);
  }

  async #access(): Promise<string | null> {
    const known = await this.#keeper.access();
    if (known.ok) return known.value;
    this.#lastWord = known.code;
    if (known.code !== 'access.signedOut' && known.code !== 'access.revoked') return null;
    this.signIns += 1;
    this.#keeper = this.#newKeeper();
    const { email, password } = this.#ports.person;
    const signed = await this.#keeper.signIn({ email, password, device: 'proof' });
    if (!signed.ok) this.#lastWord = signed.code;
    return signed.ok ? signed.value.access : null;
  }

  async #open(): Promise<void> {
    const access = await this.#access();
    if (this.#stopped) return;
    if (access === null || !(await this.#register(access))) return this.#tell({ type: 'closed' });
    this.#hangUp();
    if (this.#stopped) return;
    this.#socket = new RoadSocket(this.#ports.server, {
      opened: () => this.#tell({ type: 'opened', at: performance.now() }),
      heard: (frame) => this.#hear(frame),
      closed: () => {
        this.#hangUp();
        this.#tell({ type: 'closed' });
      },
    });
  }

  async #register(access: string): Promise<boolean> {
    if (this.#registered) return true;
    const { client } = this;
    const answer = await ask(this.#ports.server, { method: 'POST', path: '/clients', access, body: { client } });
    if (answer.ok && client === this.client) this.#registered = true;
    return this.#registered;
  }

  async #greet({ at, greeting }: Extract<ReplicaEffect, { type: 'greet' }>): Promise<void> {
    const socket = this.#socket;
    const access = await this.#access();
    if (socket === null || socket !== this.#socket) return;
    if (access === null) return this.#tell({ type: 'failed' });
    socket.send({ t: 'hello', protocol: protocolVersion, schema: schemaVersion, access, client: this.client, at, greeting });
  }

  #hear(frame: FromServer): void {
    if (isLate(this.#replica, frame)) return;
    if (frame.t === 'failure') this.#lastWord = frame.code;
    if (frame.t === 'failure' && frame.code === 'access.signedOut') this.#keeper.distrust();
    const isStrange = frame.t === 'failure' && frame.code === 'access.denied';
    const breaks = (frame.t === 'welcome' || frame.t === 'resync' || frame.t === 'leave' || frame.t === 'enter') && !this.#continues(frame.lastMutation);
    if (isStrange || breaks) return this.#becomeNewClient();
    if (frame.t === 'ack') this.#stands(frame.upTo);
    if (frame.t === 'result') this.#answered(frame.key, frame.failure === null);
    this.#tell({ type: 'heard', frame, at: performance.now() });
  }

  /** The server said that everything up to this number stands. */
  #stands(upTo: number): void {
    for (const { id, deed } of this.outbox) if (id <= upTo) this.#ports.ledger.acknowledge(deed);
  }

  #answered(key: string, isDone: boolean): void {
    const asked = this.#asked.get(key);
    if (asked === undefined) return;
    this.#asked.delete(key);
    if (isDone) this.#ports.ledger.acknowledge(asked.deed);
    else this.#ports.ledger.refuse(asked.deed);
    asked.settle();
  }

  /** The rule of the product's outbox: the server and this desk tell one story. */
  #continues(lastMutation: number): boolean {
    const [first] = this.outbox;
    return lastMutation <= this.#last && (first === undefined ? lastMutation === this.#last : lastMutation >= first.id - 1);
  }

  #becomeNewClient(): void {
    this.#hangUp();
    this.client = id('client', randomUUID());
    this.#registered = false;
    this.outbox = this.outbox.map(({ intent, deed }, place) => ({ id: place + 1, intent, deed }));
    for (const { id: number, deed } of this.outbox) deed.mutation = { client: this.client, number };
    this.#last = this.outbox.length;
    this.renewals += 1;
    const wasLive = this.isLive;
    const { replica, effects } = begin(this.position, this.outbox.map((one) => one.id));
    this.#replica = replica;
    if (wasLive) this.#ports.road?.(false);
    for (const effect of effects) this.#perform(effect);
  }

  async #load(): Promise<void> {
    const socket = this.#socket;
    const access = await this.#access();
    const loaded = access === null ? null : await this.#snapshot(access);
    // The road for which it was fetched may be gone.
    if (this.#stopped || socket !== this.#socket) return;
    if (loaded === null) return this.#tell({ type: 'failed' });
    this.rows = loaded.rows;
    this.#tell({ type: 'loaded', position: loaded.position, lastMutation: this.#movedTo(loaded.position) });
  }

  async #snapshot(access: string): Promise<Snapshot | null> {
    const answer = await ask(this.#ports.server, { method: 'GET', path: `/sync/snapshot?client=${this.client}&protocol=${protocolVersion}&schema=${schemaVersion}`, access });
    if (!answer.ok) return null;
    return answer.value.text().then(readSnapshot).catch(() => null);
  }

  /** What the confirmed rows contain retires. */
  #movedTo(position: Position): number {
    this.position = position;
    const confirmed = this.rows.get('clients', this.client)?.lastMutation ?? 0;
    this.#stands(confirmed);
    this.outbox = this.outbox.filter((one) => one.id > confirmed);
    return confirmed;
  }

  #hangUp(): void {
    this.#socket?.close();
    this.#socket = null;
  }
}
