import { receiveMessage } from '#domain/conversation/receive-message';
import type { Command, Intent } from '#domain/mutators';
import { scopesOf } from '#domain/scope';
import { id } from '#kernel/id';
import { second } from '#kernel/instant';
import { CentralTruth } from './central-truth';
import { ClientProcess } from './client-process';
import { Dice } from './dice';
import { checkAlways, checkQuiet } from './invariants';
import { Connection, takeFrame } from './network';
import { Violation, type Plant } from './plants';
import { arrival, directory, seats, teams } from './scenario';
import { ServerProcess } from './server-process';

const processes = 2;
const crashPerWrite = 0.002;
/** Pieces of the machinery's own work between two acts of people, on average. */
const machinery = 12;

/** A seeded world: three desks, two server processes, one database, and everything that can go wrong between them. */
export class World {
  readonly truth = new CentralTruth();
  readonly clients: ClientProcess[];
  #servers: ServerProcess[];
  #connections: Connection[] = [];
  readonly #dice: Dice;
  readonly #plant: Plant | null;
  #now = 1_000_000;
  #turn = 0;
  #isCalm = false;

  constructor(seed: number, plant: Plant | null) {
    this.#dice = new Dice(seed);
    this.#plant = plant;
    this.truth.commit(directory());
    this.#servers = Array.from({ length: processes }, () => this.#serverProcess());
    this.clients = seats.map(
      (seat, index) =>
        new ClientProcess(
          seat,
          {
            connect: () => this.#connect(index),
            snapshot: () => ({
              position: { epoch: this.truth.epoch, cursor: this.truth.head, scopes: scopesOf(seat.actor.person, seat.actor.teams, seat.client) },
              rows: this.truth.within(new Set(scopesOf(seat.actor.person, seat.actor.teams, seat.client))),
            }),
            now: () => this.#now,
          },
          { dice: this.#dice, crash: crashPerWrite, plant },
        ),
    );
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await this.#step();
      checkAlways(this.truth, this.clients);
    }
    await this.#calm();
    checkQuiet(this.truth, this.clients);
  }

  async #step(): Promise<void> {
    this.#now += this.#dice.below(3 * second);
    const act = this.#dice.roll();
    if (act < 0.08) this.#customerWrites();
    else if (act < 0.45) await this.#personActs();
    else if (act < 0.6) await this.#personAsks();
    else if (act < 0.63) this.#fault();
    const pieces = this.#dice.below(2 * machinery);
    for (let piece = 0; piece < pieces; piece += 1) await this.#work();
  }

  /** One piece of the machinery's own work. */
  async #work(): Promise<void> {
    const server = this.#dice.pick(this.#servers);
    const connection = this.#dice.pick(this.#connections);
    const client = this.#dice.pick(this.clients);
    switch (this.#dice.below(7)) {
      case 0:
        this.truth.number();
        return;
      case 1:
        server?.dispatch();
        return;
      case 2:
        server?.readOne();
        server?.drain();
        server?.commitLate();
        return;
      case 3:
        return connection === undefined ? undefined : this.#deliverUp(connection);
      case 4:
      case 5:
        return connection === undefined ? undefined : this.#deliverDown(connection);
      default:
        return client === undefined ? undefined : this.#tend(client);
    }
  }

  async #tend(client: ClientProcess): Promise<void> {
    if (client.replica === null) return client.start();
    if (client.connection !== null && !client.connection.clientOpen) return client.feed({ type: 'closed' });
    if (client.waiting) {
      client.waiting = false;
      return client.feed({ type: 'retry' });
    }
    if (client.connection !== null && client.replica.road.state === 'opening') return client.feed({ type: 'opened', at: this.#now });
    if (client.loading !== null) return client.continueLoading(!this.#isCalm && this.#dice.chance(0.1));
    return client.feed({ type: 'tick', at: this.#now });
  }

  async #deliverUp(connection: Connection): Promise<void> {
    const server = this.#servers[connection.server];
    const client = this.clients[connection.client];
    if (!connection.serverOpen || server === undefined || client === undefined) return;
    const frame = takeFrame(connection.up, this.#dice, () => !this.#isCalm);
    if (frame === undefined) return;
    const state = await server.receive({ connection, seat: client.seat }, frame, this.#now);
    if (state === 'crashed') this.#crashServer(connection.server);
  }

  async #deliverDown(connection: Connection): Promise<void> {
    const client = this.clients[connection.client];
    if (!connection.clientOpen || client === undefined || client.connection !== connection) return;
    const frame = takeFrame(connection.down, this.#dice, (one) => !this.#isCalm && one.t === 'changes');
    if (frame !== undefined) await client.hear(frame);
  }

  #customerWrites(): void {
    const team = this.#dice.pick(teams);
    if (team === undefined) return;
    this.#turn += 1;
    const conversations = this.truth.rows.all('conversations').filter((row) => 'assignee' in row && row.team === team);
    const chosen = this.#dice.chance(0.6) ? this.#dice.pick(conversations) : undefined;
    const conversation = chosen !== undefined && 'assignee' in chosen ? chosen : undefined;
    const owned = this.truth.rows.all('cases').find((row) => row.id === conversation?.case);
    const thread = conversation !== undefined && owned !== undefined && 'openedAt' in owned && 'owner' in owned ? { conversation, case: owned } : null;
    this.truth.commit(receiveMessage(arrival(this.#turn, team, thread), this.#now).changes);
  }

  async #personActs(): Promise<void> {
    const client = this.#dice.pick(this.clients);
    const row = this.#dice.pick(client?.copy.picture.all('conversations') ?? []);
    if (client === undefined || client.replica === null || row === undefined || !('assignee' in row)) return;
    this.#turn += 1;
    const written = { message: id('message', `out-${this.#turn}`), conversation: row.id, text: `answer ${this.#turn}` };
    const event = { conversation: row.id, event: id('message', `ev-${this.#turn}`) };
    const intents: readonly Intent[] = [
      { name: 'message.send', args: written },
      { name: 'message.send', args: written },
      { name: 'note.add', args: written },
      { name: 'case.resolve', args: event },
      { name: 'case.reopen', args: event },
      { name: 'conversation.read', args: { conversation: row.id } },
    ];
    const intent = this.#dice.pick(intents);
    if (intent !== undefined) await client.act(intent);
  }

  async #personAsks(): Promise<void> {
    const client = this.#dice.pick(this.clients);
    const row = this.#dice.pick(client?.copy.picture.all('conversations') ?? []);
    if (client === undefined || row === undefined || !('assignee' in row)) return;
    this.#turn += 1;
    const event = { conversation: row.id, event: id('message', `ev-${this.#turn}`) };
    const to = this.#dice.pick([...seats.map((seat) => seat.actor.person), null]) ?? null;
    const command: Command = this.#dice.chance(0.6) ? { name: 'conversation.take', args: event } : { name: 'conversation.assign', args: { ...event, to } };
    client.connection?.up.push({ t: 'command', key: crypto.randomUUID(), command });
  }

  #fault(): void {
    const roll = this.#dice.roll();
    if (roll < 0.6) this.#dice.pick(this.#connections)?.break(this.#dice);
    else if (roll < 0.85) this.#dice.pick(this.clients)?.crash();
    else this.#crashServer(this.#dice.below(processes));
    this.#forgetClosed();
  }

  #crashServer(index: number): void {
    this.#servers[index] = this.#serverProcess();
    for (const connection of this.#connections) if (connection.server === index) connection.serverOpen = connection.clientOpen = false;
  }

  #serverProcess(): ServerProcess {
    return new ServerProcess(this.truth, { dice: this.#dice, crash: this.#isCalm ? 0 : crashPerWrite, plant: this.#plant });
  }

  #connect(client: number): Connection {
    this.#turn += 1;
    const connection = new Connection(this.#turn, client, this.#dice.below(processes));
    this.#connections.push(connection);
    return connection;
  }

  #forgetClosed(): void {
    for (const connection of this.#connections) if (!connection.serverOpen) this.#servers[connection.server]?.forget(connection.id);
    this.#connections = this.#connections.filter((one) => one.serverOpen || one.clientOpen);
  }

  /** No more faults: everything that is under way comes to rest. */
  async #calm(): Promise<void> {
    this.#isCalm = true;
    for (const client of this.clients) client.faults = { ...client.faults, crash: 0 };
    for (let index = 0; index < processes; index += 1) this.#crashServer(index);
    for (let round = 0; round < 2000; round += 1) {
      if (await this.#settleRound()) return;
    }
    throw new Violation('the world did not come to rest');
  }

  async #settleRound(): Promise<boolean> {
    this.#now += second;
    this.truth.number();
    this.#forgetClosed();
    for (const server of this.#servers) {
      server.dispatch();
      server.readOne();
      server.drain();
      server.commitLate();
    }
    for (const connection of this.#connections) {
      await this.#deliverUp(connection);
      await this.#deliverDown(connection);
    }
    for (const client of this.clients) await this.#tend(client);
    return this.#isAtRest();
  }

  #isAtRest(): boolean {
    const level = this.clients.every(({ replica, outbox, copy }) => {
      const isLive = replica !== null && replica.road.state === 'live';
      return isLive && outbox.length === 0 && copy.position !== null;
    });
    const isEmpty = this.#connections.every((one) => one.up.length === 0 && one.down.length === 0);
    return level && isEmpty && !this.truth.hasUnnumbered && this.#servers.every((server) => !server.isBusy);
  }
}
