import { randomUUID } from 'node:crypto';
import { addAccount } from '#db/central/accounts';
import { loadRow, rowOf } from '#db/central/rows';
import { supervisedTeams, type Actor } from '#domain/access/actor';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { RowChange } from '#domain/tables';
import { id, type ConversationId, type CustomerId, type RemarkId, type TeamId, type TenantId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { createTeam } from '../support/accounts';
import { arrive, foundCompany } from '../support/company';
import { eventually } from '../support/eventually';
import { z } from 'zod';

const numbers = z.array(z.int().nullable());

/** Somebody of the company, as they stand now. */
export type Employee = { actor: Actor };

/** A case with its conversation. Whatever belongs to it carries its mark; what only supervisors may see, another one. */
export type Talk = { readonly conversation: ConversationId; readonly customer: CustomerId; team: TeamId; readonly mark: string; readonly secret: string };

/** A small company whose every row tells by its text where it belongs: the server's side, and the truth about who may see what. */
export class CanaryCompany {
  readonly talks: Talk[] = [];
  readonly teams: readonly TeamId[];
  readonly tenant: TenantId;
  readonly #server: RunningServer;
  readonly #name: string;
  permissionChanges = 0;

  private constructor(server: RunningServer, founded: { readonly tenant: TenantId; readonly teams: readonly TeamId[]; readonly name: string }) {
    this.#server = server;
    this.tenant = founded.tenant;
    this.teams = founded.teams;
    this.#name = founded.name;
  }

  static async found(server: RunningServer, name: string): Promise<CanaryCompany> {
    const { db, exchange } = server.services;
    const { tenant, support, delivery } = await foundCompany(db, exchange.commit);
    const third = await createTeam(exchange.commit, tenant, 'Returns');
    return new CanaryCompany(server, { tenant, teams: [support, delivery, third.id], name });
  }

  async hires(actor: Omit<Actor, 'person'>): Promise<Employee> {
    const person = id('person', randomUUID());
    await this.#server.services.exchange.commit(this.tenant, async (tx, _now, put) => {
      await put([{ op: 'put', table: 'people', row: { id: person, name: 'Person', version: 0, ...actor } }]);
      // Nobody signs in by this: another entrance has recognised them.
      await addAccount(tx, { tenant: this.tenant, person, email: `${randomUUID()}@example.org`, password: 'none' });
    });
    return { actor: { person, ...actor } };
  }

  async becomes(who: Employee, change: Partial<Pick<Actor, 'roles' | 'teams'>>): Promise<void> {
    const actor = { ...who.actor, ...change };
    await this.#server.services.exchange.commit(this.tenant, async (tx, _now, put) => {
      const row = rowOf('people', await tx('people').where({ tenant: this.tenant, id: actor.person }).first());
      await put([{ op: 'put', table: 'people', row: { ...row, roles: actor.roles, teams: actor.teams } }]);
    });
    who.actor = actor;
    this.permissionChanges += 1;
  }

  async grants({ actor: { person } }: Employee): ReturnType<RunningServer['services']['sessions']['begin']> {
    return this.#server.services.sessions.begin({ tenant: this.tenant, person }, { device: 'a proof', address: '127.0.0.1' });
  }

  async revokes({ actor: { person } }: Employee): Promise<void> {
    await this.#server.services.sessions.endAll({ tenant: this.tenant, person }, null);
    this.permissionChanges += 1;
  }

  /** The number of a change that everybody sees, made now: nobody is told of changes that they may not see, nor how many there are. */
  async head(): Promise<number> {
    const { db } = this.#server.services;
    const [team] = this.teams;
    const name = `Support ${randomUUID()}`;
    if (team !== undefined) await this.#put([{ op: 'put', table: 'teams', row: { id: team, name, version: 0 } }]);
    const seen = { head: 0 };
    await eventually(async () => {
      const [seq] = numbers.parse(await db('change_log').where({ tenant: this.tenant }).whereRaw('parts::text like ?', [`%${name}%`]).pluck('seq'));
      if (seq === undefined || seq === null) throw new Error('a change waits for its number');
      seen.head = seq;
    });
    return seen.head;
  }

  /** A customer writes for the first time. */
  async arrives(team: TeamId): Promise<void> {
    const mark = `canary${this.#name}x${this.talks.length}z`;
    const { commit } = this.#server.services.exchange;
    const { id: conversation, customer } = await arrive(commit, { tenant: this.tenant, team, text: `${mark} ${'слово '.repeat(30)}` });
    await commit(this.tenant, async (tx, _now, put) => {
      const row = rowOf('customers', await tx('customers').where({ tenant: this.tenant, id: customer }).first());
      await put([{ op: 'put', table: 'customers', row: { ...row, name: mark, city: mark } }]);
    });
    this.talks.push({ conversation, customer, team, mark, secret: `secret${mark}` });
  }

  /** Colleagues write to each other. */
  async noted(talk: Talk, times: number): Promise<void> {
    const at = Date.now();
    const note = (number: number): RowChange => ({
      op: 'put',
      table: 'messages',
      row: { id: id('message', randomUUID()), conversation: talk.conversation, team: talk.team, at: at + number, part: { kind: 'note', author: id('person', 'colleague') }, text: `${talk.mark} ${'слово '.repeat(number)}`, html: null, attachments: [], version: 0 },
    });
    await this.#put(Array.from({ length: times }, (_, number) => note(number)));
  }

  async remarked(talk: Talk): Promise<void> {
    const row = await this.#conversation(talk);
    const remark: RemarkId = id('remark', randomUUID());
    await this.#put([{ op: 'put', table: 'remarks', row: { id: remark, case: row.case, team: talk.team, author: id('person', 'colleague'), at: Date.now(), text: talk.secret.repeat(3), version: 0 } }]);
  }

  /** The case goes to another team with everything that hangs on it. */
  async moves(talk: Talk, team: TeamId): Promise<void> {
    await this.#server.services.exchange.commit(this.tenant, async (tx, _now, put) => {
      const conversation = rowOf('conversations', await tx('conversations').where({ tenant: this.tenant, id: talk.conversation }).first());
      const owned = rowOf('cases', await tx('cases').where({ tenant: this.tenant, id: conversation.case }).first());
      await put([{ op: 'put', table: 'cases', row: { ...owned, team } }, { op: 'put', table: 'conversations', row: { ...conversation, team } }]);
    });
    talk.team = team;
    this.permissionChanges += 1;
  }

  /** How often a text stands in the messages. */
  async standing(text: string): Promise<number> {
    return (await this.#server.services.db('messages').where({ tenant: this.tenant, text }).pluck('id')).length;
  }

  /** Marks that may not be anywhere on this person's computer. */
  forbidden({ actor }: Employee): readonly string[] {
    const supervised = supervisedTeams(actor);
    return this.talks.flatMap(({ team, mark, secret }) => [...(actor.teams.includes(team) ? [] : [mark]), ...(supervised.includes(team) ? [] : [secret])]);
  }

  async #conversation({ conversation }: Talk): Promise<ConversationRow> {
    const row = await loadRow(this.#server.services.db, this.tenant, { table: 'conversations', id: conversation });
    if (row === null) throw new Error('no such conversation');
    return row;
  }

  async #put(changes: readonly RowChange[]): Promise<void> {
    await this.#server.services.exchange.commit(this.tenant, (_tx, _now, put) => put(changes));
  }
}
