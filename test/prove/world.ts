import { setChatSite } from '#db/central/chat-sites';
import { openExchange } from '#server/sync/exchange';
import type { TenantId } from '#kernel/id';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Dice } from '../simulation/dice';
import { eventually } from '../support/eventually';
import { agent, colleague, foundShop, mailAddress, shopSite } from '../support/shop-company';
import { openSmtpMailbox, type SmtpMailbox } from '../support/smtp-mailbox';
import { agentDay } from './agent-day';
import { mailCustomer, Visitor, visitorDay } from './customers';
import { judge, type Verdict } from './judge';
import { Ledger } from './ledger';
import { LightDesk } from './light-desk';
import type { Figures } from './proof';

export type WorldSize = { readonly desks: number; readonly visitors: number; readonly mailers: number; /** Between two deeds of one agent, in milliseconds. */ readonly pause: number };

/** How the people of a world reach the system. */
export type Roads = { readonly desk: (place: number) => string; readonly page: () => string; readonly smtp: () => number };

const origin = 'https://shop.example';

/** A company at work: agents at their desks, customers outside, and the ledger of what they were promised. */
export class World {
  readonly ledger: Ledger;
  readonly dice: Dice;
  readonly desks: LightDesk[] = [];
  readonly #visitors: Visitor[] = [];
  readonly #days: Promise<void>[] = [];
  readonly #pushed = new Set<() => void>();
  #db: Knex;
  readonly #tenant: TenantId;
  #over = false;

  private constructor(place: { readonly db: Knex; readonly tenant: TenantId; readonly seed: number }, readonly mailbox: SmtpMailbox) {
    this.#db = place.db;
    this.#tenant = place.tenant;
    this.dice = new Dice(place.seed);
    this.ledger = new Ledger(`w${place.seed}`);
  }

  /** Founds the company in a database that no server serves yet. */
  static async found({ db, url }: { readonly db: Knex; readonly url: string }, seed: number): Promise<World> {
    const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
    const { tenant, chat } = await foundShop(db, exchange.commit);
    await setChatSite(db, { tenant, channel: chat.id }, { origins: [origin] });
    await exchange.stop();
    return new World({ db, tenant, seed }, await openSmtpMailbox());
  }

  begin({ desks, visitors, mailers, pause }: WorldSize, roads: Roads, road: (desk: number, isLive: boolean) => void = () => undefined): void {
    const work = (share: number): Parameters<typeof visitorDay>[1] => ({ dice: new Dice(this.dice.below(2 ** 31)), ledger: this.ledger, pause: pause * share, isOver: () => this.#over });
    for (let number = 0; number < desks; number += 1) {
      const person = number % 2 === 0 ? agent : colleague;
      const desk = new LightDesk({ server: roads.desk(number), person, ledger: this.ledger, road: (isLive) => road(number, isLive), pushed: () => this.#tellPushed() });
      this.desks.push(desk);
      this.#days.push(agentDay({ desk, ...work(1) }));
    }
    for (let number = 0; number < visitors; number += 1) {
      const visitor = new Visitor({ url: roads.page, key: shopSite, origin });
      this.#visitors.push(visitor);
      this.#days.push(visitorDay(visitor, work(8)));
    }
    for (let number = 0; number < mailers; number += 1) {
      this.#days.push(mailCustomer(work(15), { port: roads.smtp, to: mailAddress, from: `c${number}@customer.example` }));
    }
  }

  /** Resolves when work goes on: every desk is live and something was acknowledged. */
  async busy(): Promise<void> {
    await eventually(async () => {
      if (!this.desks.every((desk) => desk.isLive) || this.ledger.count('acknowledged') < this.desks.length) throw new Error('the world does not work yet');
    }, 60_000);
  }

  /** The desks that are not live or wait for something, and why. */
  away(): string {
    return this.desks.filter((desk) => !desk.isLive || desk.outbox.length > 0).map(({ standing }) => standing).join('\n');
  }

  /** How often desks had to sign in; more than once each when a session was lost. */
  get signIns(): number {
    return this.desks.reduce((sum, desk) => sum + desk.signIns, 0);
  }

  /** Resolves when a desk pushes something. */
  nextPush(): Promise<void> {
    return new Promise((resolve) => void this.#pushed.add(resolve));
  }

  /** Nobody begins anything new; resolves when everything that was begun has ended and every copy equals the server's. */
  async end(): Promise<void> {
    this.#over = true;
    const ended = Promise.all(this.#days).then(() => true);
    if (!(await Promise.race([ended, sleep(90_000, false)]))) throw new Error(`still unanswered: ${this.away()}`);
    // What a killed server was sending goes again when its turn is over.
    await eventually(() => this.#quiet(), 360_000);
    for (const desk of this.desks) await eventually(() => converged(desk), 30_000);
  }

  /** What is true stands elsewhere from now on. */
  moveTo(db: Knex): void {
    this.#db = db;
  }

  async judge(): Promise<Verdict> {
    return judge({ db: this.#db, tenant: this.#tenant }, this.ledger, { mails: this.mailbox.mails, pages: this.#visitors.flatMap(({ answers }) => answers) });
  }

  async close(): Promise<void> {
    this.#over = true;
    for (const one of this.desks) one.stop();
    for (const one of this.#visitors) one.leave();
    await this.mailbox.stop();
  }

  #tellPushed(): void {
    for (const tell of this.#pushed) tell();
    this.#pushed.clear();
  }

  async #quiet(): Promise<void> {
    const waiting = this.desks.filter((desk) => !desk.isLive || desk.outbox.length > 0).length;
    const deliveries: unknown = await this.#db('deliveries').where({ tenant: this.#tenant }).whereIn('state', ['waiting', 'begun']).count({ count: '*' }).first();
    const unnumbered: unknown = await this.#db('change_log').where({ tenant: this.#tenant, seq: null }).count({ count: '*' }).first();
    const still = { waiting, deliveries: countOf(deliveries), unnumbered: countOf(unnumbered), unseen: await this.#unseen() };
    if (Object.values(still).some((count) => count > 0)) throw new Error(`not quiet: ${JSON.stringify(still)}\n${this.away()}`);
  }

  /** Answers that no page of their visitor shows yet. */
  async #unseen(): Promise<number> {
    const seen = new Set(this.#visitors.flatMap(({ answers }) => answers.map(({ id }) => id)));
    const held: unknown[] = await this.#db('deliveries').where({ tenant: this.#tenant, state: 'held' }).pluck('message');
    return held.filter((message) => typeof message === 'string' && !seen.has(message)).length;
  }
}

function countOf(row: unknown): number {
  return z.object({ count: z.coerce.number() }).parse(row).count;
}

/** The desk holds what the server says it should, row for row. Refusals are told once and are no part of a snapshot. */
async function converged(desk: LightDesk): Promise<void> {
  const isOfCopy = (text: string): boolean => !text.startsWith('refusals ');
  const truth = (await desk.truth()).texts().filter(isOfCopy);
  const held = desk.rows.texts().filter(isOfCopy);
  const differs = held.find((text, place) => text !== truth[place]);
  if (held.length === truth.length && differs === undefined) return;
  await sleep(1000);
  throw new Error(`${desk.client} holds ${held.length} rows instead of ${truth.length}; first difference: ${differs ?? 'none'}`);
}

/** The figures of a judged world; says what is wrong with it. */
export function figuresOf(runs: number, { lost, twice, ...counts }: Verdict, say: (line: string) => void): Figures {
  for (const line of lost.slice(0, 20)) say(`LOST ${line}`);
  for (const line of twice.slice(0, 20)) say(`TWICE ${line}`);
  return { runs, lost: lost.length, twice: twice.length, ...counts };
}
