import { isFinished } from '#domain/conversation/case';
import type { WireChange } from '#contract/protocol';
import { changeFromWire } from '#db/tables/codec';
import { isBelonging } from '#domain/customer/belonging';
import { mayChange, type Scope } from '#domain/scope';
import type { Put, RowChange } from '#domain/tables';
import { partFor } from '#server/sync/log-piece';
import type { Position } from '#sync/local-copy';
import type { ConversationId, PersonId } from '#kernel/id';
import { day, type Duration, type Instant } from '#kernel/instant';
import { Access, scopesOfActor } from './access';
import { CentralDatabase } from './central-database';
import { directory, personNamed } from './company';
import { Computer } from './computer';
import type { Snapshot } from './desk-cache';
import type { DeskPorts } from './desk-ports';
import type { DeskProcess } from './desk-process';
import { Dice } from './dice';
import { Blocked } from './mishaps';
import { Connection } from './network';
import type { Plant } from './plants';
import type { Company } from './schedule';
import { ServerProcess } from './server-process';

/** Finished cases stay in copies this long. */
const finishedKept: Duration = 90 * day;

/** A world: computers with people, server processes, one database, the lines between them. Nothing in it happens by itself. */
export class World {
  readonly db: CentralDatabase;
  readonly access: Access;
  readonly computers: readonly Computer[];
  /** Every place that anybody ever had at a computer, in the order in which they came. */
  readonly desks: DeskProcess[] = [];
  processes: ServerProcess[];
  connections: Connection[] = [];
  /** Who holds the advisory lock of the leader. */
  leader: ServerProcess | null = null;
  /** Time that only grows: what monotonic clocks count. */
  uptime: Duration = 0;
  /** How far the server's clock was set forward. */
  serverClock: Instant = 1_000_000;
  turn = 0;
  /** How often what somebody may see was changed. */
  permissionChanges = 0;
  /** Snapshots on their way that will not arrive whole. */
  tornSnapshots = 0;
  /** The newest moment before which a snapshot left finished cases out, and the cases that were left out by any. */
  keptSince: Instant = -Infinity;
  readonly leftOut = new Set<string>();
  dice = new Dice(0);
  /** Desks that were told that their person's right was taken away, and lived on to act on it, until that person signs in there again. */
  readonly revoked = new Set<DeskProcess>();
  /** What each computer keeps to prove who sits there, whether or not the server still takes it. */
  readonly #sessions = new Map<DeskProcess, string>();

  constructor(
    readonly company: Company,
    readonly plant: Plant | null,
    readonly say: (told: () => string) => void,
  ) {
    this.db = new CentralDatabase(company.order, plant);
    this.access = new Access(this.db);
    const first = this.db.begin();
    first.put(directory(company), 'as-read');
    first.append();
    first.commit(this.now);
    this.processes = Array.from({ length: company.processes }, () => this.#newProcess());
    this.computers = Array.from({ length: company.computers }, (_, index) => new Computer(index, plant));
    for (const computer of this.computers) this.sitDown(computer, personNamed(computer.index % company.people));
  }

  get now(): Instant {
    return this.serverClock + this.uptime;
  }

  nextTurn(): number {
    this.turn += 1;
    return this.turn;
  }

  sitDown(computer: Computer, person: PersonId): void {
    const desk = computer.seat(person, (at) => this.#ports(at, person));
    if (!this.desks.includes(desk)) this.desks.push(desk);
    this.#signIn(desk);
  }

  /** Whoever sits there signs out; false where the program died in it. */
  standUp(computer: Computer): boolean {
    const { current } = computer;
    const isOver = computer.leave();
    if (isOver && current !== null) this.#sessions.delete(current);
    return isOver;
  }

  /** A process that runs, and one that is not paused. */
  aProcess(): ServerProcess | undefined {
    return this.dice.pick(this.processes.filter((process) => !process.isPaused));
  }

  crashProcess(index: number): void {
    const process = this.processes[index];
    if (process === undefined) return;
    process.abandon(this.dice);
    if (this.leader === process) this.leader = null;
    this.processes[index] = this.#newProcess();
    for (const connection of this.connections) if (connection.ends.server === index) this.#cut(connection);
  }

  /** The database goes down and comes back: what was open ends, a COMMIT that was on its way may have arrived. */
  crashDatabase(): void {
    for (const process of this.processes) process.abandon(this.dice);
    this.leader = null;
  }

  /** The database is put back to its backup. Servers that ran on have to notice it. What a person was told before is of the old history. */
  restore(): boolean {
    for (const process of this.processes) process.abandon(this.dice);
    if (!this.db.restore()) return false;
    this.leader = null;
    for (const connection of this.connections) connection.forgetAnswers();
    for (const desk of this.desks) desk.acknowledged = Math.min(desk.acknowledged, this.db.lastMutation(desk.outbox.client) ?? 0);
    return true;
  }

  forgetClosed(): void {
    for (const connection of this.connections) if (!connection.serverOpen) this.processes[connection.ends.server]?.forget(connection);
    this.connections = this.connections.filter((one) => one.serverOpen || one.clientOpen);
  }

  scopesOf(desk: DeskProcess): readonly Scope[] | null {
    const who = this.access.authenticate(this.#sessions.get(desk) ?? '');
    return who === null ? null : scopesOfActor(who.actor, desk.outbox.client);
  }

  /** The program starts, and with it the desk of whoever sits there: as who they were, else as who they sign in as, if they may. */
  async startProgram(computer: Computer): Promise<void> {
    for (const desk of computer.startProgram()) this.#sessions.delete(desk);
    const { current } = computer;
    if (current === null) return;
    this.#signIn(current);
    if (this.mayStart(current)) await current.start();
  }

  #signIn(desk: DeskProcess): void {
    if (this.mayStart(desk)) return;
    const session = this.access.signIn(desk.person);
    if (session === null) return;
    this.#sessions.set(desk, session);
    this.revoked.delete(desk);
  }

  mayStart(desk: DeskProcess): boolean {
    return this.#sessions.has(desk);
  }

  #newProcess(): ServerProcess {
    return new ServerProcess(this.db, this.access, { now: () => this.now, uptime: () => this.uptime });
  }

  #cut(connection: Connection): void {
    connection.serverOpen = false;
    // The other end may hear of it late.
    if (this.dice.chance(0.7)) connection.clientOpen = false;
  }

  #ports(computer: Computer, person: PersonId): DeskPorts {
    const deskOf = (): DeskProcess | undefined => computer.desks.get(person);
    const session = (): string => this.#sessions.get(deskOf() ?? this.#nobody()) ?? '';
    return {
      access: () => this.access.authenticate(session())?.actor ?? null,
      register: (desk) => this.#register(desk),
      connect: (desk) => this.#connect(desk, session()),
      snapshot: (desk, onto) => this.#snapshot({ desk, onto }, session()),
      page: (conversation) => this.#page(conversation, session()),
      uptime: () => this.uptime,
      wall: () => this.now + computer.clockOff,
      ledger: () => this.db.ledger,
      signedOut: (desk) => {
        this.say(() => `${desk.outbox.client} is signed out`);
        computer.takeAway(desk);
        this.#sessions.delete(desk);
        this.revoked.add(desk);
      },
      say: this.say,
      plant: this.plant,
    };
  }

  #nobody(): never {
    throw new Error('nobody sits here');
  }

  #register({ outbox: { client }, person }: DeskProcess): boolean {
    const owner = this.db.owners.get(client);
    if (owner !== undefined) return owner === person || this.plant === 'outbox shared by a computer';
    const tx = this.db.begin();
    try {
      tx.put([{ op: 'put', table: 'clients', row: { id: client, lastMutation: 0, version: 0 } }], 'any');
      tx.append();
    } catch (error) {
      tx.rollback();
      if (error instanceof Blocked) return false;
      throw error;
    }
    tx.commit(this.now);
    this.db.owners.set(client, person);
    return true;
  }

  #connect(desk: DeskProcess, session: string): Connection {
    const server = this.dice.below(this.processes.length);
    const connection = new Connection(this.nextTurn(), { desk: this.desks.indexOf(desk), server, session });
    this.connections.push(connection);
    return connection;
  }

  #snapshot({ desk, onto }: { readonly desk: DeskProcess; readonly onto: Position | null }, session: string): Snapshot | null {
    const who = this.access.authenticate(session);
    if (who === null || !this.db.owners.has(desk.outbox.client)) return null;
    const scopes = scopesOfActor(who.actor, desk.outbox.client);
    const since = this.now - finishedKept;
    this.keptSince = Math.max(this.keptSince, since);
    for (const { id, state } of this.db.rows.all('cases')) if (isFinished(state) && state.at < since) this.leftOut.add(id);
    const rest = onto === null ? null : this.#rest(onto, scopes);
    const lacked = rest === null ? scopes : [...rest.entered, `client:${desk.outbox.client}` as const];
    const position = { epoch: this.db.epoch, cursor: this.db.head, scopes };
    return { position, rows: this.db.within(new Set(lacked), since), rest: rest === null || onto === null ? null : { onto, changes: rest.changes } };
  }

  /** What the server's snapshot does in SQL for a copy that keeps what it has. */
  #rest(onto: Position, scopes: readonly Scope[]): { readonly changes: readonly RowChange[]; readonly entered: readonly Scope[] } | null {
    const { db } = this;
    const entered = scopes.filter((scope) => !onto.scopes.includes(scope));
    const continues = onto.epoch === db.epoch && onto.cursor >= db.floor && onto.cursor <= db.head;
    if (!continues || !entered.every(mayChange)) return null;
    const part = partFor(db.entries(onto.cursor, db.head), scopes.filter((scope) => !entered.includes(scope)));
    // checked: the parts of the log are changes as JSON without brackets
    const wired = JSON.parse(`[${part ?? ''}]`) as WireChange[];
    return { changes: wired.map(changeFromWire), entered };
  }

  #page(id: ConversationId, session: string): readonly Put[] | null {
    const who = this.access.authenticate(session);
    const { rows } = this.db;
    const row = rows.get('conversations', id);
    const owned = row === undefined ? undefined : rows.get('cases', row.case);
    if (who === null || row === undefined || owned === undefined || !who.actor.teams.includes(row.team)) return null;
    const customer = rows.get('customers', row.customer);
    return [
      ...(customer === undefined ? [] : [{ op: 'put', table: 'customers', row: customer } as const]),
      ...[...rows.puts()].filter(isBelonging).filter((put) => put.row.customer === row.customer),
      { op: 'put', table: 'cases', row: owned },
      { op: 'put', table: 'conversations', row },
      ...rows.all('messages').filter((one) => one.conversation === id).map((one): Put => ({ op: 'put', table: 'messages', row: one })),
    ];
  }
}

