import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { supervisedTeams } from '#domain/access/actor';
import type { Role } from '#domain/access/person';
import { id, type TeamId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { Dice } from '../simulation/dice';
import { CanaryCompany, type Employee, type Talk } from './canaries';
import type { Figures } from './proof';
import { WatchedDesk } from './watched-desk';

/** What happens in a world; after each of them everything settles and is judged. */
const steps = 10;

type Seated = { readonly who: Employee; readonly desk: WatchedDesk };

/** A company of three teams and two people at their computers, while who may see what changes. */
export class PermissionWorld {
  /** What was found, in words. */
  readonly wrong: string[] = [];
  readonly #dice: Dice;
  readonly #company: CanaryCompany;
  readonly #home: string;
  readonly #seats: readonly Seated[];
  readonly #kept: string[] = [];
  /** What happened, in words. */
  readonly #story: string[] = [];
  #rows = 0;
  #bytes = 0;
  #lost = 0;
  #twice = 0;
  #looks = 0;

  private constructor(company: CanaryCompany, parts: { readonly seats: readonly Seated[]; readonly dice: Dice; readonly home: string }) {
    this.#company = company;
    this.#seats = parts.seats;
    this.#dice = parts.dice;
    this.#home = parts.home;
  }

  static async found(server: RunningServer, { seed, home }: { readonly seed: number; readonly home: string }): Promise<PermissionWorld> {
    const company = await CanaryCompany.found(server, String(seed));
    const [first, second] = company.teams;
    if (first === undefined || second === undefined) throw new Error('a company without teams');
    const people = [await company.hires({ roles: ['agent'], teams: [first] }), await company.hires({ roles: ['agent', 'supervisor'], teams: [first, second] })];
    const seats = people.map((who, index) => ({ who, desk: new WatchedDesk(server.url, homeOf(home, index)) }));
    for (const team of company.teams) for (let count = 0; count < 2; count += 1) await company.arrives(team);
    const world = new PermissionWorld(company, { seats, dice: new Dice(seed), home });
    for (const seat of seats) await world.#signIn(seat);
    return world;
  }

  get figures(): Figures {
    return {
      runs: 1, acknowledged: this.#kept.length, lost: this.#lost, twice: this.#twice, looks: this.#looks,
      permission_changes: this.#company.permissionChanges, foreign_rows: this.#rows, foreign_bytes: this.#bytes,
    };
  }

  async play(): Promise<void> {
    await this.#judge();
    for (let step = 0; step < steps; step += 1) {
      await this.#takeStep();
      await this.#judge();
    }
    for (const seat of this.#seats) await this.#startAgain(seat);
    await this.#judge();
    for (const text of this.#kept) await this.#judgeKept(text);
  }

  /** A desk that does not come to know what it may see has lost it. */
  broke(error: unknown): void {
    this.#lost += this.#tell(`LOST ${error instanceof Error ? error.message : String(error)} after ${this.#story.join(', ')}`);
  }

  async end(): Promise<void> {
    for (const { desk } of this.#seats) await desk.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 3 });
  }

  async #takeStep(): Promise<void> {
    const dice = this.#dice;
    const seat = dice.pick(this.#seats);
    const talk = dice.pick(this.#company.talks);
    if (seat === undefined || talk === undefined) return;
    const deeds: readonly (readonly [number, string, () => Promise<void>])[] = [
      [30, 'teams', () => this.#changeTeams(seat)],
      [20, 'case moves', () => this.#move(talk, dice.pick(this.#company.teams) ?? talk.team)],
      [10, 'roles', () => this.#changeRoles(seat)],
      [8, 'revoked', () => this.#revoke(seat)],
      [8, 'program', async () => (seat.desk.isOpen ? seat.desk.close() : seat.desk.open())],
      [6, 'remark', () => this.#company.remarked(talk)],
      [8, 'notes', () => this.#company.noted(talk, 1 + dice.below(20))],
      [10, 'own note', () => this.#write(seat)],
    ];
    let rest = dice.below(100);
    const [, name, deed] = deeds.find(([weight]) => (rest -= weight) < 0) ?? [0, 'nothing', () => Promise.resolve()];
    this.#story.push(`${name} of ${seat.who.actor.person.slice(0, 8)}`);
    await deed();
  }

  async #changeTeams({ who }: Seated): Promise<void> {
    const team = this.#dice.pick(this.#company.teams);
    if (team === undefined) return;
    const { teams } = who.actor;
    await this.#company.becomes(who, { teams: teams.includes(team) ? teams.filter((one) => one !== team) : [...teams, team] });
  }

  async #changeRoles({ who }: Seated): Promise<void> {
    const roles: readonly Role[] = who.actor.roles.includes('supervisor') ? ['agent'] : ['agent', 'supervisor'];
    await this.#company.becomes(who, { roles });
  }

  async #move(talk: Talk, team: TeamId): Promise<void> {
    if (talk.team === team) return;
    for (const { who, desk } of this.#seats) {
      if (who.actor.teams.includes(talk.team)) desk.leaving.add(talk.mark);
      if (supervisedTeams(who.actor).includes(talk.team)) desk.leaving.add(talk.secret);
    }
    await this.#company.moves(talk, team);
  }

  /** The right goes; what the desk makes of it is judged before the person comes back. */
  async #revoke(seat: Seated): Promise<void> {
    await this.#company.revokes(seat.who);
    if (!seat.desk.isOpen) seat.desk.open();
    await seat.desk.isSignedOut();
    this.#looks += 1;
    this.#judgeBytes(seat, this.#company.talks.flatMap(({ mark, secret }) => [mark, secret]));
    await this.#signIn(seat);
  }

  async #signIn({ who, desk }: Seated): Promise<void> {
    const grant = await this.#company.grants(who);
    if (!grant.ok) throw new Error(grant.code);
    await desk.signIn(grant.value);
  }

  /** Up to date, and then started anew: a copy that was cleaned for a scope that left is not cleaned again soon by the same program. */
  async #startAgain({ who, desk }: Seated): Promise<void> {
    for (let start = 0; start < 2; start += 1) {
      await desk.close();
      desk.open();
      await desk.knows(who, await this.#company.head());
    }
    await desk.tidies();
  }

  async #write({ who, desk }: Seated): Promise<void> {
    const talk = this.#dice.pick(this.#company.talks.filter(({ team }) => who.actor.teams.includes(team)));
    if (talk === undefined || desk.place === null) return;
    const text = `a word ${randomUUID()}`;
    const outcome = await desk.place.mutate({ name: 'note.add', args: { message: id('message', randomUUID()), conversation: talk.conversation, text } });
    if (outcome.ok) this.#kept.push(text);
  }

  async #judgeKept(text: string): Promise<void> {
    const times = await this.#company.standing(text);
    if (times === 0) this.#lost += this.#tell(`LOST ${text}`);
    if (times > 1) this.#twice += this.#tell(`TWICE ${text}`);
  }

  async #judge(): Promise<void> {
    const head = await this.#company.head();
    for (const seat of this.#seats) {
      if (!seat.desk.isOpen) continue;
      await seat.desk.knows(seat.who, head);
      this.#looks += 1;
      await this.#judgeRows(seat);
      this.#judgeBytes(seat, this.#company.forbidden(seat.who).filter((mark) => !seat.desk.leaving.has(mark)));
    }
  }

  #judgeBytes({ who, desk }: Seated, forbidden: readonly string[]): void {
    for (const [file, bytes] of desk.bytes()) {
      for (const mark of forbidden) if (bytes.includes(mark)) this.#bytes += this.#tell(`FOREIGN BYTES ${mark} in ${file} of ${who.actor.person} after ${this.#story.slice(-4).join(', ')}`);
    }
  }

  /** Holds what may be seen, and nothing beside it. */
  async #judgeRows({ who: { actor }, desk }: Seated): Promise<void> {
    const supervised = supervisedTeams(actor);
    const customers = new Set<string>(this.#company.talks.filter(({ team }) => actor.teams.includes(team)).map(({ customer }) => customer));
    const [cases, conversations, messages] = [await desk.rows('cases'), await desk.rows('conversations'), await desk.rows('messages')];
    const foreign = [
      ...[...cases, ...conversations, ...messages].filter(({ team }) => !actor.teams.includes(team)),
      ...(await desk.rows('remarks')).filter(({ team }) => !supervised.includes(team)),
      ...(await desk.rows('customers')).filter((row) => !customers.has(row.id)),
      ...(await desk.rows('identities')).filter(({ customer }) => !customers.has(customer)),
    ];
    for (const row of foreign) this.#rows += this.#tell(`FOREIGN ROW ${row.id} at ${actor.person}`);
    const held = new Set(conversations.map((row) => row.id));
    for (const { conversation, team } of this.#company.talks) if (actor.teams.includes(team) && !held.has(conversation)) this.#lost += this.#tell(`LOST ${conversation} is not at ${actor.person}`);
  }

  #tell(line: string): 1 {
    this.wrong.push(line);
    return 1;
  }
}

function homeOf(home: string, index: number): string {
  const folder = join(home, String(index));
  mkdirSync(folder, { recursive: true });
  return folder;
}
