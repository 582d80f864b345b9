import { limits } from '#contract/limits';
import { protocolVersion, schemaVersion, type FromDesk, type FromServer } from '#contract/protocol';
import type { Failure } from '#contract/failures';
import type { Actor } from '#domain/access/actor';
import { id } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import { scopesOfActor, type Access, type Who } from './access';
import type { Position } from '#sync/local-copy';
import type { CentralDatabase } from './central-database';
import type { CentralTransaction } from './central-transaction';
import type { Dice } from './dice';
import type { Connection } from './network';
import { commandJob, pushJob, type Job, type JobPorts, type Stage } from './server-jobs';
import { ServedDesk } from './served-desk';

type Running = { readonly connection: Connection | null; readonly job: Job; stage: Stage | null; transaction: CentralTransaction | null };

/** Longest time after which a process looks again whether a person may still be here. */
const recheckWithin = 30_000;

/** One simulated server process: everything in it is forgotten by a crash. */
export class ServerProcess {
  isPaused = false;
  /** Dies at the next job that reaches this stage. */
  diesAt: Stage | null = null;
  /** The history as this process knows it. */
  #epoch: string;
  #head: number;
  #desks = new Map<number, ServedDesk>();
  #jobs: Running[] = [];
  #rechecked: Instant = 0;
  /** What a leader is about to write: taken in one moment, written in another where its lock is not looked at. */
  #numbering: ReturnType<CentralDatabase['unnumbered']> | null = null;

  constructor(
    readonly db: CentralDatabase,
    readonly access: Access,
    readonly clock: { readonly now: () => Instant; readonly uptime: () => Duration },
  ) {
    this.#head = db.head;
    this.#epoch = db.epoch;
  }

  readonly now = (): Instant => this.clock.now();
  /** No jump of the wall clock makes a peer silent. */
  readonly uptime = (): Duration => this.clock.uptime();

  get isBusy(): boolean {
    return this.#jobs.length > 0 || this.#head < this.db.head || [...this.#desks.values()].some((desk) => desk.isReading);
  }

  forget(connection: Connection): void {
    this.#desks.delete(connection.id);
  }

  /** Takes the next frame of a line, unless an earlier one of it is being worked on: frames of a line are served in order. */
  receive(connection: Connection): void {
    if (this.#jobs.some((one) => one.connection === connection)) return;
    const frame = connection.up.shift();
    if (frame === undefined) return;
    const desk = this.#desks.get(connection.id);
    if (frame.t === 'hello') return this.start(connection, () => this.#hello(connection, frame));
    if (desk === undefined) return this.#end(connection, 'access.signedOut');
    desk.heardAt = this.uptime();
    switch (frame.t) {
      case 'push':
        return this.start(connection, (ports) => this.#push(desk, frame, ports));
      case 'command':
        return this.start(connection, (ports) => this.#command(desk, frame, ports));
      case 'ping':
        return desk.tell({ t: 'pong', now: this.now(), sent: desk.sent });
      case 'typing':
        return;
    }
  }

  start(connection: Connection | null, begin: (ports: JobPorts) => Job): void {
    const ports: JobPorts = {
      db: this.db,
      now: this.now,
      opened: (transaction) => {
        running.transaction = transaction;
      },
    };
    const running: Running = { connection, job: begin(ports), stage: null, transaction: null };
    this.#jobs.push(running);
  }

  /** One step of one job; answers the stage at which the process died, if it did. */
  async work(dice: Dice): Promise<Stage | null> {
    const running = dice.pick(this.#jobs);
    if (running === undefined) return null;
    const step = await running.job.next();
    if (step.done === true) {
      this.#jobs = this.#jobs.filter((one) => one !== running);
      return null;
    }
    running.stage = step.value;
    return this.diesAt === step.value ? step.value : null;
  }

  /** What becomes of open transactions when the process, its connection or the database is gone: a COMMIT that was sent may have arrived. */
  abandon(dice: Dice): void {
    for (const { transaction, stage, connection } of this.#jobs) {
      if (transaction !== null && !transaction.isOver) {
        if (stage === 'before COMMIT' && dice.chance(0.5)) transaction.commit(this.now());
        else transaction.rollback();
      }
      if (connection !== null) this.#end(connection, null);
    }
    this.#jobs = [];
    this.#numbering = null;
  }

  /** The leader's work, as one statement: what it sees is numbered only if its lock is still its own. */
  number(isLeader: boolean): void {
    if (this.db.plant === 'paused leader numbers on') return this.#numberCarelessly(isLeader);
    if (!isLeader) return;
    const { from, entries } = this.db.unnumbered();
    this.db.write(from, entries);
  }

  #numberCarelessly(isLeader: boolean): void {
    const before = this.#numbering;
    this.#numbering = isLeader ? this.db.unnumbered() : null;
    if (before !== null) this.db.write(before.from, before.entries);
  }

  /** Reads the numbered log after its head and hands each session its part. */
  dispatch(): void {
    this.#lookAtHistory();
    const from = this.#head;
    const to = this.db.head;
    if (to <= from) return;
    this.#head = to;
    const entries = this.db.entries(from, to);
    for (const desk of this.#desks.values()) desk.logged({ from, to, entries });
  }

  /** The database was put back: everyone has to begin with what it holds now. */
  #lookAtHistory(): void {
    if (this.db.epoch === this.#epoch) return;
    this.#epoch = this.db.epoch;
    this.#head = this.db.head;
    for (const desk of this.#desks.values()) desk.doubt();
  }

  /** Where this process stands in the log. */
  get dispatched(): number {
    return this.#head;
  }

  /** Reads for whoever catches up, and lets whoever was slow go on. */
  serve(dice: Dice): void {
    if (this.db.epoch !== this.#epoch) return;
    for (const desk of this.#desks.values()) {
      desk.read(this.#head, dice);
      desk.drain();
    }
  }

  /** Looks whether everybody may still be here as they were greeted; ends those who may not, and those who fell silent. */
  recheck(isTold: boolean): void {
    if (!isTold && this.uptime() - this.#rechecked < recheckWithin) return;
    this.#rechecked = this.uptime();
    for (const desk of this.#desks.values()) {
      if (this.uptime() - desk.heardAt > limits.silence) this.#end(desk.connection, null);
      else this.#look(desk, desk.who);
    }
  }

  #look(desk: ServedDesk, who: Who): void {
    const present = this.access.authenticate(who.session);
    if (present === null) return this.#end(desk.connection, 'access.signedOut');
    if (this.access.isUnchanged(who)) return;
    desk.renew(present);
    desk.doubt();
  }

  async *#hello(connection: Connection, frame: Extract<FromDesk, { t: 'hello' }>): Job {
    if (frame.protocol !== protocolVersion || frame.schema !== schemaVersion) return this.#end(connection, 'server.incompatible');
    const who = this.access.authenticate(connection.ends.session);
    if (who === null) return this.#end(connection, 'access.signedOut');
    const lastMutation = this.db.lastMutation(frame.client);
    const isOwn = this.db.plant === 'outbox shared by a computer' || this.db.owners.get(frame.client) === who.actor.person;
    if (lastMutation === null || !isOwn) return this.#end(connection, 'access.denied');
    const desk = this.#desks.get(connection.id) ?? new ServedDesk({ connection, client: frame.client }, { db: this.db, who });
    this.#desks.set(connection.id, desk);
    desk.heardAt = this.uptime();
    desk.hear(who);
    desk.tell({ t: 'person', me: meOf(who.actor) });
    yield 'between statements';
    this.dispatch();
    // A greeting that became stale is not answered: the desk was asked for another one.
    if (desk.isDoubtful || !connection.serverOpen) return;
    desk.greet({ scopes: scopesOfActor(who.actor, frame.client), at: standingOf(frame), lastMutation, now: this.now(), greeting: frame.greeting }, { epoch: this.#epoch, head: this.#head });
  }

  async *#push(desk: ServedDesk, { mutations }: Extract<FromDesk, { t: 'push' }>, ports: JobPorts): Job {
    if (this.db.plant === 'acknowledged before COMMIT') desk.tell({ t: 'ack', upTo: mutations.at(-1)?.id ?? 0 });
    const last = yield* pushJob(ports, { actor: desk.who.actor, client: desk.client }, mutations);
    yield 'before the answer';
    if (last === null) this.#end(desk.connection, 'request.malformed');
    else desk.tell({ t: 'ack', upTo: last });
  }

  async *#command(desk: ServedDesk, frame: Extract<FromDesk, { t: 'command' }>, ports: JobPorts): Job {
    const failure = yield* commandJob(ports, desk.who.actor, frame);
    yield 'before the answer';
    // checked: commands answer with codes of rules, which are failures
    desk.tell({ t: 'result', key: frame.key, failure: failure as Extract<FromServer, { t: 'result' }>['failure'] });
  }

  #end(connection: Connection, code: Failure | null): void {
    if (code !== null) connection.down.push({ t: 'failure', text: JSON.stringify({ t: 'failure', code, correlation: 'sim' }) });
    connection.serverOpen = false;
    this.#desks.delete(connection.id);
  }
}

function meOf({ person, roles, teams }: Actor): Extract<FromServer, { t: 'person' }>['me'] {
  return { tenant: id('tenant', 'sim'), id: person, name: person, roles: [...roles], teams: [...teams] };
}

function standingOf({ at }: Extract<FromDesk, { t: 'hello' }>): Position | null {
  return at?.scopes === undefined ? null : { ...at, scopes: at.scopes };
}
