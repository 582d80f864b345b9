import type { Put, RowChange } from '#domain/tables';
import { scopesOf, teamScope, type Scope } from '#domain/scope';
import { id, type TeamId } from '#kernel/id';
import { rebase, replay, rescope, type CopyTransaction, type Position } from '#sync/local-copy';
import { serve, type SessionEffect } from '#sync/session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeskCache } from '../../simulation/desk-cache';
import { Dice } from '../../simulation/dice';
import { Disk } from '../../simulation/disk';
import { Crash } from '../../simulation/mishaps';

const teams: readonly TeamId[] = [id('team', 'a'), id('team', 'b'), id('team', 'c')];
const client = id('client', '1');
const person = id('person', 'ada');
const actor = { person, roles: ['agent'], teams: [] } as const;

type Logged = { readonly scope: Scope; readonly change: RowChange };

/** A server with one table of cases that move between teams, as the log and the snapshot tell them. */
class Server {
  teams: readonly TeamId[] = [];
  readonly #rows = new Map<string, { readonly team: TeamId; readonly version: number }>();
  readonly log: (readonly Logged[])[] = [];

  get scopes(): readonly Scope[] {
    return scopesOf({ person, roles: ['agent'], teams: this.teams }, client);
  }

  /** `team` null removes the row. */
  write(name: string, team: TeamId | null): void {
    const before = this.#rows.get(name);
    const version = (before?.version ?? 0) + 1;
    const left: Logged[] = before !== undefined && before.team !== team ? [{ scope: teamScope(before.team), change: { op: 'remove', table: 'cases', id: id('case', name) } }] : [];
    if (team === null) this.#rows.delete(name);
    else this.#rows.set(name, { team, version });
    if (team === null && before === undefined) return;
    this.log.push(team === null ? left : [...left, { scope: teamScope(team), change: rowOf(name, team, version) }]);
  }

  /** Removals first, as a frame tells them. */
  changes(from: number, to: number, scopes: readonly Scope[]): readonly RowChange[] {
    return this.log.slice(from, to).flatMap((entry) => {
      const own = entry.filter(({ scope }) => scopes.includes(scope)).map(({ change }) => change);
      return [...own.filter(({ op }) => op === 'remove'), ...own.filter(({ op }) => op === 'put')];
    });
  }

  rows(scopes: readonly Scope[]): readonly Put[] {
    return [...this.#rows].filter(([, { team }]) => scopes.includes(teamScope(team))).map(([name, { team, version }]) => rowOf(name, team, version));
  }
}

function rowOf(name: string, team: TeamId, version: number): Put {
  const row = { id: id('case', name), number: 1, customer: id('customer', name), team, topic: '', state: { status: 'new' }, owner: null, previous: null, openedAt: 0, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version } as const;
  return { op: 'put', table: 'cases', row };
}

/** A desk that dies at one of its writes every second time, and whose snapshots arrive late. */
class Desk {
  readonly #disk = new Disk();
  readonly copy = new DeskCache({ client: () => client, disk: this.#disk, plant: null });
  readonly #dice: Dice;
  readonly #server: Server;
  crash = 0.5;
  /** A snapshot on its way, as the server took it. */
  #coming: { readonly onto: Position | null; readonly position: Position; readonly changes: readonly RowChange[]; readonly rows: readonly Put[] } | null = null;

  constructor(server: Server, seed: number) {
    this.#server = server;
    this.#dice = new Dice(seed);
  }

  /** One greeting and what it leads to; half of the snapshots are put in place by a later visit. */
  async visit(isLate: boolean): Promise<void> {
    if (this.#coming !== null) return this.#arrive();
    const at = this.copy.position;
    const log = { epoch: 'e', floor: 0, head: this.#server.log.length };
    for (const effect of serve<string>({ state: 'waiting' }, { type: 'greeted', at, scopes: this.#server.scopes, log }).effects) await this.#obey(effect, at);
    if (!isLate) await this.#arrive();
  }

  async #obey(effect: SessionEffect<string>, at: Position | null): Promise<void> {
    const { scopes } = this.#server;
    const head = this.#server.log.length;
    if (effect.type === 'leave' && at !== null) {
      const kept = at.scopes.filter((scope) => !effect.scopes.includes(scope));
      await this.#write((copy) => rescope(copy, { left: effect.scopes, position: { ...at, scopes: kept }, fill: () => Promise.resolve() }, { pending: [], actor }));
    }
    if (effect.type === 'resync') this.#coming = { onto: null, position: { epoch: 'e', cursor: head, scopes }, changes: [], rows: this.#server.rows(scopes) };
    if (effect.type === 'enter' && at !== null) {
      const kept = scopes.filter((scope) => at.scopes.includes(scope));
      const entered = scopes.filter((scope) => !at.scopes.includes(scope));
      this.#coming = { onto: at, position: { epoch: 'e', cursor: head, scopes }, changes: this.#server.changes(at.cursor, head, kept), rows: this.#server.rows(entered) };
    }
    if (effect.type === 'read' && at !== null) {
      const to = Math.min(head, effect.after + 1 + this.#dice.below(4));
      await this.#write((copy) => rebase(copy, { changes: this.#server.changes(effect.after, to, scopes), position: { ...at, cursor: to } }, { pending: [], actor }));
    }
  }

  async #arrive(): Promise<void> {
    const coming = this.#coming;
    this.#coming = null;
    if (coming === null) return;
    if (coming.onto === null) {
      return this.#survive(() => this.copy.replace(coming, (copy) => replay(copy, { pending: [], actor })));
    }
    const left = coming.onto.scopes.filter((scope) => !coming.position.scopes.includes(scope));
    await this.#write((copy) =>
      rescope(copy, { left, position: coming.position, fill: (inside) => inside.confirm([...coming.changes, ...coming.rows]) }, { pending: [], actor }),
    );
  }

  #write(work: (copy: CopyTransaction) => Promise<unknown>): Promise<void> {
    return this.#survive(() => this.copy.write(work));
  }

  async #survive(work: () => Promise<unknown>): Promise<void> {
    if (this.#dice.chance(this.crash)) this.#disk.dieAtWrite(1 + this.#dice.below(8));
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    this.#disk.forgetDeath();
  }
}

const step = fc.oneof(
  fc.record({ act: fc.constant('write' as const), row: fc.integer({ min: 0, max: 2 }), team: fc.constantFrom(0, 1, 2, 0, 1, 2, 3) }),
  fc.record({ act: fc.constant('teams' as const), held: fc.subarray([0, 1, 2]) }),
  fc.record({ act: fc.constant('visit' as const), isLate: fc.boolean() }),
);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

test(`whatever moves, whoever joins and leaves, and wherever the desk dies, its copy ends as the server’s (seed ${seed})`, async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), fc.integer({ min: 1, max: 1_000_000 }), async (steps, dice) => {
    const server = new Server();
    const desk = new Desk(server, dice);
    for (const one of steps) {
      if (one.act === 'write') server.write(`k${one.row}`, teams[one.team] ?? null);
      else if (one.act === 'teams') server.teams = one.held.flatMap((index) => teams[index] ?? []);
      else await desk.visit(one.isLate);
      for (const { row } of desk.copy.picture.puts()) {
        const scope = 'team' in row ? teamScope(row.team) : null;
        expect(scope === null || desk.copy.position?.scopes.includes(scope)).toBe(true);
      }
    }
    desk.crash = 0;
    for (let rest = 0; rest < server.log.length + 6; rest += 1) await desk.visit(false);
    const held = [...desk.copy.picture.puts()].map(({ row }) => row).sort(byId);
    expect(held).toEqual(server.rows(server.scopes).map(({ row }) => row).sort(byId));
  });
  await fc.assert(property, { seed, numRuns: 400 });
});

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
