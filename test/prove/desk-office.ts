import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowOf } from '#db/central/rows';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { RowChange } from '#domain/tables';
import { id, type ConversationId, type PersonId, type TeamId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { Dice } from '../simulation/dice';
import type { CentralDatabases } from '../support/central-database';
import { hire, password } from '../support/central-server';
import { arrive, foundCompany, type Company } from '../support/company';
import { cuttableProxy } from '../support/cuttable-proxy';
import { DeskProgram } from '../support/desk-program';
import { eventually } from '../support/eventually';
import { ServerProcess } from '../support/server-process';
import { DeskWorker } from './desk-worker';
import { Ledger } from './ledger';

export type OfficeSize = {
  readonly seed: number;
  readonly desks: number;
  /** Messages that lie in the team's conversations from the beginning, so that a first copy takes its time. */
  readonly past?: number;
  /** The folder of one desk's profile; one that goes with the office where none is named. */
  readonly home?: (desk: number) => string;
  /** Desks of one and the same person. */
  readonly isOnePerson?: boolean;
};

type Hired = { readonly email: string; readonly person: PersonId; readonly conversations: readonly ConversationId[] };

/** A company's server as a process, real desks of its people, and the ledger of what the desks promised. */
export class DeskOffice {
  readonly workers: DeskWorker[] = [];
  readonly ledger: Ledger;
  readonly dice: Dice;
  readonly server: ServerProcess;
  readonly exchange: Exchange;
  readonly db: Knex;
  readonly company: Company;
  readonly #folder = mkdtempSync(join(tmpdir(), 'otklik-desks-'));
  #pump: Promise<void> | null = null;
  #isOver = false;

  private constructor(parts: { readonly db: Knex; readonly exchange: Exchange; readonly company: Company; readonly server: ServerProcess; readonly seed: number }) {
    ({ db: this.db, exchange: this.exchange, company: this.company, server: this.server } = parts);
    this.dice = new Dice(parts.seed);
    this.ledger = new Ledger(`d${parts.seed}`);
  }

  static async open(databases: Pick<CentralDatabases, 'fresh'>, size: OfficeSize): Promise<DeskOffice> {
    const { db, url } = await databases.fresh();
    const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
    const company = await foundCompany(db, exchange.commit);
    const server = new ServerProcess({ database: url });
    await server.start();
    const office = new DeskOffice({ db, exchange, company, server, seed: size.seed });
    await office.#fill(size.past ?? 0);
    const shared = size.isOnePerson === true ? await office.#hired() : null;
    for (let number = 0; number < size.desks; number += 1) await office.#seat(size.home?.(number) ?? join(office.#folder, String(number)), shared);
    return office;
  }

  /** The person's row changes, as an administrator would have it. */
  async becomes(person: PersonId, teams: readonly TeamId[]): Promise<void> {
    const { tenant } = this.company;
    await this.exchange.commit(tenant, async (tx, _now, put) => {
      const row = rowOf('people', await tx('people').where({ tenant, id: person }).first());
      await put([{ op: 'put', table: 'people', row: { ...row, teams } }]);
    });
  }

  /** Colleagues' notes come into everybody's conversations, until the office closes or `settle`. */
  pump(pause: number): void {
    const all = this.workers.flatMap(({ conversations }) => conversations);
    const go = async (): Promise<void> => {
      while (!this.#isOver) {
        const conversation = this.dice.pick(all);
        if (conversation !== undefined) await this.#colleagueWrites(conversation);
        if (this.dice.chance(0.3)) await this.#colleagueTakes(pause);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    };
    this.#pump = go();
  }

  /** A colleague takes a conversation and gives it back: what its person answers meanwhile, not knowing it, is refused. */
  async #colleagueTakes(pause: number): Promise<void> {
    const worker = this.dice.pick(this.workers);
    const conversation = this.dice.pick(worker?.conversations ?? []);
    if (worker === undefined || conversation === undefined) return;
    await this.#assign(conversation, id('person', 'colleague'));
    await new Promise((resolve) => setTimeout(resolve, pause));
    await this.#assign(conversation, worker.person);
  }

  /** An answer with a file, and one whose conversation went to a colleague while nobody could hear of it: each run has tried both. */
  async triesBoth(worker: DeskWorker): Promise<void> {
    const [kept, taken] = worker.conversations;
    if (kept === undefined || taken === undefined) return;
    await worker.answer(kept, true);
    worker.road.cut();
    await this.#assign(taken, id('person', 'colleague'));
    await worker.answer(taken, false);
    worker.road.mend();
    await worker.desk.online();
    await this.#assign(taken, worker.person);
  }

  async #assign(conversation: ConversationId, assignee: PersonId): Promise<void> {
    const { tenant } = this.company;
    await this.exchange.commit(tenant, async (tx, _now, put) => {
      const row = rowOf('conversations', await tx('conversations').where({ tenant, id: conversation }).forUpdate().first());
      await put([{ op: 'put', table: 'conversations', row: { ...row, assignee, fence: row.fence + 1 } }]);
    });
  }

  /** News for one desk, a change each. */
  async colleaguesWrite({ conversations, dice }: DeskWorker, times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      const conversation = dice.pick(conversations);
      if (conversation !== undefined) await this.#colleagueWrites(conversation);
    }
  }

  /** Nobody writes any more; every desk is online with an empty outbox. */
  async settle(): Promise<void> {
    this.#isOver = true;
    await this.#pump;
    for (const { road, desk } of this.workers) {
      road.mend();
      if (!desk.isRunning) desk.start();
    }
    for (const { desk } of this.workers) await desk.online(240_000);
    await eventually(() => this.#delivered(), 120_000);
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#pump;
    await Promise.all(this.workers.map(({ desk }) => desk.kill()));
    await Promise.all(this.workers.map(({ road }) => road.close()));
    await this.exchange.stop();
    await this.server.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** No answer of the server's own hand still changes: the mails have no channel to leave by, and fail in their time. */
  async #delivered(): Promise<void> {
    const waiting: unknown[] = await this.db('deliveries').whereIn('state', ['waiting', 'begun']).pluck('message');
    if (waiting.length > 0) throw new Error(`${waiting.length} answers wait`);
  }

  async #hired(): Promise<Hired> {
    const { email } = await hire(this.exchange.commit, this.company.tenant, { teams: [this.company.support] });
    const [person] = await this.db('accounts').where({ email }).pluck<PersonId[]>('person');
    if (person === undefined) throw new Error('nobody was hired');
    return { email, person, conversations: await Promise.all([1, 2, 3].map(() => this.#own(person))) };
  }

  async #seat(home: string, shared: Hired | null): Promise<void> {
    const { email, person, conversations } = shared ?? (await this.#hired());
    const road = await cuttableProxy(this.server.port);
    const desk = new DeskProgram({ server: `http://127.0.0.1:${road.port}`, home, signIn: `${email}:${password}` });
    this.workers.push(new DeskWorker({ desk, email, person, conversations, road, ledger: this.ledger, dice: new Dice(this.dice.below(2 ** 31)) }));
  }

  /** A mail that this person answers. */
  async #own(person: PersonId): Promise<ConversationId> {
    const { tenant, support } = this.company;
    const row = await arrive(this.exchange.commit, { tenant, team: support, text: 'Where is my parcel?' });
    const owned: ConversationRow = { ...row, assignee: person, fence: 1 };
    await this.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: owned }]));
    return row.id;
  }

  async #fill(messages: number): Promise<void> {
    const { tenant, support, delivery } = this.company;
    for (const team of [support, delivery]) await arrive(this.exchange.commit, { tenant, team, text: 'An old mail' });
    const { id: conversation } = await arrive(this.exchange.commit, { tenant, team: support, text: 'A long mail' });
    const note = (number: number): RowChange => this.#note(conversation, { text: `A line of the past ${number}`, at: Date.now() - number });
    for (let first = 0; first < messages; first += 500) {
      const changes = Array.from({ length: Math.min(500, messages - first) }, (_, place) => note(first + place));
      await this.exchange.commit(tenant, (_tx, _now, put) => put(changes));
    }
  }

  async #colleagueWrites(conversation: ConversationId): Promise<void> {
    const change = this.#note(conversation, { text: 'A colleague was here', at: Date.now() });
    await this.exchange.commit(this.company.tenant, (_tx, _now, put) => put([change]));
  }

  #note(conversation: ConversationId, { text, at }: { readonly text: string; readonly at: number }): RowChange {
    const part = { kind: 'note', author: id('person', 'colleague') } as const;
    return { op: 'put', table: 'messages', row: { id: id('message', randomUUID()), conversation, team: this.company.support, at, part, text, html: null, attachments: [], version: 0 } };
  }
}
