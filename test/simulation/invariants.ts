import { supervisedTeams } from '#domain/access/actor';
import { placeOf } from '#domain/scope';
import type { RemarkRow } from '#domain/supervision/remark';
import type { Put } from '#domain/tables';
import { keyOf, keyText } from '#sync/change';
import { replay, type CopyTransaction } from '#sync/local-copy';
import { isDeepStrictEqual } from 'node:util';
import type { Computer } from './computer';
import type { DeskProcess } from './desk-process';
import { Violation } from './mishaps';
import { checkShift, isOwnState } from './shift-acts';
import { TableMap } from './table-map';
import type { World } from './world';

/** Holds after every step, whatever went wrong before. Most of what a server may do wrong the ledger sees at once. */
export class Invariants {
  readonly #world: World;
  /** The state of each desk that was looked at last: one that has not changed holds what it held. */
  readonly #seen = new Map<DeskProcess, number>();
  readonly #levelled = new Map<DeskProcess, number>();

  constructor(world: World) {
    this.#world = world;
  }

  async checkAlways(): Promise<void> {
    for (const computer of this.#world.computers) this.#leftBehind(computer);
    for (const desk of this.#world.desks) {
      this.#acknowledged(desk);
      this.#ordered(desk);
      if (this.#seen.get(desk) === desk.cache.revision) continue;
      this.#seen.set(desk, desk.cache.revision);
      this.#withinWhatWasHeard(desk);
      await this.#drawnOnConfirmed(desk);
    }
  }

  /** Wherever a desk stands at the end of the order, it holds just what it may and must; costly, so asked now and then. */
  async checkLevel(): Promise<void> {
    checkShift(this.#world);
    for (const desk of this.#world.desks) {
      if (this.#levelled.get(desk) === desk.cache.revision || !this.#isLevel(desk)) continue;
      this.#levelled.set(desk, desk.cache.revision);
      await desk.cache.tryOut(async (copy) => {
        await copy.restoreImages();
        this.#equal(desk, (held, row) => held.version === row.version);
      });
    }
  }

  /** Holds when everything works again and came to rest. */
  checkQuiet(): void {
    checkShift(this.#world);
    for (const { current, desks } of this.#world.computers) {
      for (const desk of desks.values()) this.#told(desk);
      for (const desk of desks.values()) if (desk !== current || !desk.isRunning) this.#empty(desk);
      if (current === null || !current.isRunning) continue;
      const { outbox, cache } = current;
      if (this.#world.db.lastMutation(outbox.client) !== outbox.last) throw new Violation(`${outbox.client} wrote ${outbox.last} mutations; the server has ${this.#world.db.lastMutation(outbox.client) ?? 'none'}`);
      if (cache.images.size > 0) throw new Violation(`${outbox.client} keeps confirmed images with nothing pending: the picture is not what is confirmed`);
      this.#madeForWhatMayBeSeen(current);
      this.#equal(current, (held, row) => isDeepStrictEqual(held, row));
    }
  }

  /** Only whoever works at a computer has a copy there, or a program that died as it wiped one, until it starts. */
  #leftBehind(computer: Computer): void {
    const { current } = computer;
    for (const desk of computer.desks.values()) {
      const isAtWork = desk === current && !this.#world.revoked.has(desk);
      if (!isAtWork && (current?.isRunning === true || !computer.isCondemned(desk))) this.#empty(desk);
    }
  }

  #empty({ cache, outbox }: DeskProcess): void {
    const rows = [...cache.picture.puts()].length + cache.images.size;
    if (rows > 0) throw new Violation(`${outbox.client} holds ${rows} rows for nobody, which may not be seen`);
  }

  #madeForWhatMayBeSeen(desk: DeskProcess): void {
    const may = new Set(this.#world.scopesOf(desk));
    const foreign = [...desk.cache.madeFor].filter((scope) => !may.has(scope));
    if (foreign.length > 0) throw new Violation(`${desk.outbox.client} keeps ${foreign.join(', ')}, which may not be seen`);
    if (may.size > desk.cache.madeFor.size) throw new Violation(`${desk.outbox.client} differs from the server in what it may see`);
  }

  #acknowledged({ acknowledged, outbox: { client } }: DeskProcess): void {
    const last = this.#world.db.lastMutation(client) ?? 0;
    if (last < acknowledged) throw new Violation(`${client} was told that mutation ${acknowledged} is committed, and it is not`);
  }

  #ordered({ outbox, cache }: DeskProcess): void {
    for (const [index, { id }] of outbox.pending.entries()) {
      if (id !== outbox.last - outbox.pending.length + index + 1) throw new Violation(`the outbox of ${outbox.client} is out of order at ${id}`);
    }
    const { epoch, head } = this.#world.db;
    const { position } = cache;
    if (position !== null && position.epoch === epoch && position.cursor > head) throw new Violation(`${outbox.client} stands at ${position.cursor}, beyond ${head}`);
  }

  #withinWhatWasHeard(desk: DeskProcess): void {
    const { cache, outbox } = desk;
    const images = [...cache.images.values()].filter((image): image is Put => image.op === 'put');
    for (const put of [...cache.picture.puts(), ...images]) {
      if (put.table === 'remarks' && isOwnWord(desk, put.row)) continue;
      if (isOwnState(desk, put)) continue;
      const place = placeOf(put);
      if ('scope' in place && !cache.madeFor.has(place.scope)) throw new Violation(`${outbox.client} holds ${put.row.id}, which may not be seen`);
    }
  }

  /** The picture is what is confirmed with what waits on top, and nothing else. */
  async #drawnOnConfirmed(desk: DeskProcess): Promise<void> {
    const { cache, outbox, actor } = desk;
    if (!desk.isRunning || !desk.isDrawn) return;
    const keys = new Set([...cache.images.values()].map((image) => keyOf(image)));
    const before = new Map([...keys].map((key) => [keyText(key), cache.picture.image(key)]));
    await cache.tryOut(async (copy: CopyTransaction) => {
      await copy.restoreImages();
      await replay(copy, { pending: outbox.pending, actor });
      for (const image of cache.images.values()) {
        const key = keyOf(image);
        if (!isDeepStrictEqual(before.get(keyText(key)), cache.picture.image(key))) throw new Violation(`the picture of ${outbox.client} is not the confirmed ${keyText(key)} with what waits on top`);
      }
    });
  }

  #isLevel({ replica, cache }: DeskProcess): boolean {
    const { db } = this.#world;
    const { position } = cache;
    return replica?.road.state === 'live' && position?.cursor === db.head && position.epoch === db.epoch && !db.hasUnnumbered;
  }

  #equal(desk: DeskProcess, isEqual: (held: object & { version: number }, row: object & { version: number }) => boolean): void {
    const { cache, outbox } = desk;
    const { db, keptSince } = this.#world;
    const visible = new TableMap();
    for (const put of db.within(cache.madeFor, -Infinity)) visible.apply(put);
    for (const put of db.within(cache.madeFor, keptSince)) {
      const held = cache.picture.get(put.table, put.row.id);
      const mayLack = this.#mayLack(put);
      if (held === undefined ? !mayLack : !isEqual(held, put.row)) throw new Violation(`${outbox.client} differs from the server in ${keyText(keyOf(put))}`);
    }
    for (const put of cache.picture.puts()) {
      const row = visible.get(put.table, put.row.id);
      if (row === undefined) throw new Violation(`${outbox.client} holds ${keyText(keyOf(put))}, which may not be seen`);
      if (!isEqual(put.row, row)) throw new Violation(`${outbox.client} differs from the server in ${keyText(keyOf(put))}`);
    }
  }

  /** Of a case that a snapshot left out for its age, copies may lack messages: whoever opens it fetches them. */
  #mayLack(put: Put): boolean {
    const { db, leftOut } = this.#world;
    return put.table === 'messages' && leftOut.has(db.rows.get('conversations', put.row.conversation)?.case ?? '');
  }

  /**
   * Whoever was refused was told so, in whichever of their places it happened. What a history confirmed that a restore took back
   * may come once more on a line that was open then, and be refused in the next one: its person was told the former.
   */
  #told({ outbox, person }: DeskProcess): void {
    if (this.#world.db.disabled.has(person)) return;
    for (const { id, client, mutation } of this.#world.db.rows.all('refusals')) {
      const isSettled = client === outbox.client && !outbox.pending.some((one) => one.id === mutation);
      const confirmedIn = outbox.confirmedIn.get(id) ?? this.#world.db.epoch;
      if (isSettled && confirmedIn === this.#world.db.epoch && !outbox.told.some(({ refusal }) => refusal === id)) throw new Violation(`${outbox.client} was not told that mutation ${mutation} was refused`);
    }
  }
}

/**
 * Who has just become a supervisor may write before the copy has entered the scope: these are their own words, and wait. Who was
 * told that they are none any more sees them no longer than until the picture is drawn again. What a power cut set
 * back may hold words that have left the outbox, until the desk starts and draws anew.
 */
function isOwnWord({ cache, outbox, person, actor, isDrawn, isRunning }: DeskProcess, row: RemarkRow): boolean {
  const isWaiting = outbox.pending.some(({ intent }) => intent.name === 'remark.add' && intent.args.remark === row.id);
  const isUnconfirmed = cache.images.get(keyText({ table: 'remarks', id: row.id }))?.op === 'remove';
  if (!isUnconfirmed || row.author !== person) return false;
  return isWaiting ? !isDrawn || supervisedTeams(actor).includes(row.team) : !isRunning;
}
