import { moveTo, onCopy, readPosition, type Bare } from '#db/cache/copy-transaction';
import type { Notice } from '#db/cache/notice';
import { readRefusals } from '#db/cache/refusal';
import type { Reader, SqliteFile, Writer } from '#db/cache/sqlite';
import { markWhole } from '#db/cache/past';
import { readById } from '#db/cache/read-rows';
import type { Actor } from '#domain/access/actor';
import type { Intent } from '#domain/mutators';
import type { RowChange } from '#domain/tables';
import type { Failure } from '#contract/failures';
import type { ClientId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { rebase, replay, show, type CopyTransaction, type Position, type Waiting } from '#sync/local-copy';
import { contextOf, performIntent, type LoadRows, type Pending } from '#sync/perform';
import { diskFailure, onDisk } from '../disk-failure';
import { Lane } from '../lane';
import { log } from '../log';
import { copyTopics, type Topic } from '../live/topic';
import type { Copy } from './copy';
import type { Outbox } from './outbox';
import type { Past } from './past-fetches';
import { Visit } from './visit';

/** What changed for those who watch. */
export type Seen = (topics: ReadonlySet<Topic>) => void;

/** Rows of the past; `whole`: with them, the copy has everything that the server has of this customer or conversation. */
export type Received = { readonly changes: readonly RowChange[]; readonly whole: Past | null };

export type Standing = { readonly position: Position; readonly lastMutation: number };

/**
 * What the person sees: the confirmed rows with their own pending mutations on top.
 *
 * Invariant: an intent is in the outbox, committed, before it is shown or acknowledged; and it leaves the outbox only
 * after the confirmed rows that contain it were committed. All writing goes through one lane.
 */
export class Picture {
  readonly #copy: Copy;
  readonly #outbox: Outbox;
  readonly #actorNow: () => Actor;
  readonly #seen: Seen;
  readonly #lane = new Lane();
  readonly #visits = new Set<Visit>();
  /** A committed intent could not be drawn, because the disk was full: drawn with the next rebase. */
  #behind = false;
  /** Set while nothing is drawn on the confirmed rows: an arrival touches its own rows alone. */
  #bare: Bare | null = null;

  constructor(copy: Copy, outbox: Outbox, watching: { readonly actor: () => Actor; readonly seen: Seen }) {
    this.#copy = copy;
    this.#outbox = outbox;
    this.#actorNow = watching.actor;
    this.#seen = watching.seen;
  }

  get #owner(): { readonly person: PersonId; readonly client: ClientId } {
    return { person: this.#actor.person, client: this.#outbox.client.id };
  }

  get #actor(): Actor {
    return this.#actorNow();
  }

  read<Value>(work: (db: Reader) => Promise<Value>): Promise<Value> {
    return this.#copy.read(work);
  }

  /** Draws what waits, and forgets what the confirmed rows contain already: a crash may have come between. */
  async open(): Promise<Position | null> {
    return this.#lane.run(async () => {
      const confirmed = await this.#copy.write((tx) => this.#onCopy(tx, (copy) => this.#redrawn(copy)));
      await this.#retire(confirmed);
      return this.#copy.read(readPosition);
    });
  }

  /**
   * Does what the person asked for, at once. Refused by a rule: nothing is written anywhere. `kept` hears of the mutation
   * when it is safe in the outbox: it may leave while it is being drawn.
   */
  mutate(intent: Intent, at: Instant, kept: (pending: Pending) => void = nobody): Promise<Outcome<Pending, Failure>> {
    return this.#lane.run(async () => {
      const rules = await this.#copy.read((db) => performIntent(intent, contextOf({ id: 0, at, intent }, this.#actor), loadFrom(db)));
      if (!rules.ok) return rules;
      const added = await onDisk(() => this.#outbox.add(at, intent));
      if (!added.ok) return added;
      kept(added.value);
      this.#bare = null;
      await this.#draw(added.value, new Set<Topic>(rules.value.map((change) => change.table)));
      return added;
    });
  }

  /** Applies what the server sent, in one transaction with the position. */
  apply(changes: readonly RowChange[], position: Position): Promise<Standing> {
    return this.#lane.run(async () => {
      const arrival = { changes, position };
      const confirmed = await this.#copy.write((tx) => this.#onCopy(tx, (copy) => rebase(copy, arrival, this.#waiting)));
      const topics = this.#bare !== null ? new Set<Topic>(changes.map(({ table }) => table)) : copyTopics;
      this.#behind = false;
      for (const visit of this.#visits) visit.streamed(changes);
      await this.#retire(confirmed);
      this.#bare = this.#outbox.pending.length === 0 ? { client: this.#outbox.client.id, lastMutation: confirmed } : null;
      this.#seen(topics);
      return { position, lastMutation: confirmed };
    });
  }

  /** Takes rows of the past in that `fetch` brings from the server, without moving the position. */
  async receive(fetch: () => Promise<Outcome<Received, Failure>>): Promise<Outcome<null, Failure>> {
    const visit = new Visit();
    this.#visits.add(visit);
    try {
      const fetched = await fetch();
      return fetched.ok ? await onDisk(() => this.#lane.run(() => this.#admit(visit, fetched.value))) : fetched;
    } finally {
      this.#visits.delete(visit);
    }
  }

  isSound(): Promise<boolean> {
    return this.#copy.isSound();
  }

  beside(): Promise<SqliteFile> {
    return this.#copy.beside();
  }

  /** Puts a loaded snapshot in the place of the copy, with what waits drawn on top. */
  replace(loaded: SqliteFile, position: Position): Promise<Standing> {
    return this.#lane.run(async () => {
      this.#bare = null;
      const confirmed = await loaded.write(async (tx) => {
        await moveTo(tx, this.#actor.person, position);
        return this.#onCopy(tx, (copy) => replay(copy, this.#waiting));
      });
      this.#endVisits();
      await this.#copy.replace(loaded);
      await this.#retire(confirmed);
      this.#seen(copyTopics);
      return { position, lastMutation: confirmed };
    });
  }

  /** Begins an empty copy in the place of a damaged one. */
  rebuild(): Promise<void> {
    return this.#lane.run(async () => {
      this.#bare = null;
      this.#endVisits();
      await this.#copy.rebuild();
      log({ event: 'copy', what: 'rebuilt', detail: '' });
      this.#seen(copyTopics);
    });
  }

  /** Call when idle: draws what could not be drawn, and tidies the files. */
  rest(): Promise<void> {
    return this.#lane.run(async () => {
      if (this.#behind) await this.#copy.write((tx) => this.#onCopy(tx, (copy) => this.#redrawn(copy)));
      if (this.#behind) this.#seen(copyTopics);
      this.#behind = false;
      await this.#copy.checkpoint();
      await this.#outbox.checkpoint();
    });
  }

  /** Ends when everything that was begun is written. */
  async close(): Promise<void> {
    this.#endVisits();
    await this.#lane.idle();
    await this.#copy.close();
    await this.#outbox.close();
  }

  async wipe(): Promise<void> {
    this.#endVisits();
    await this.#lane.idle();
    await this.#copy.wipe();
    await this.#outbox.close();
  }

  async #admit(visit: Visit, { changes, whole }: Received): Promise<null> {
    const position = visit.isOver ? null : await this.#copy.read(readPosition);
    if (position === null) return null;
    const admitted = visit.admitted(changes);
    await this.#copy.write(async (tx) => {
      await this.#onCopy(tx, (copy) => rebase(copy, { changes: admitted, position }, this.#waiting));
      if (whole !== null) await markWhole(tx, whole);
    });
    this.#seen(new Set<Topic>(admitted.map(({ table }) => table)));
    return null;
  }

  #endVisits(): void {
    for (const visit of this.#visits) visit.end();
  }

  /** The intent is safe in the outbox; a disk that is full now must not make it look refused. */
  async #draw(pending: Pending, topics: ReadonlySet<Topic>): Promise<void> {
    try {
      await this.#copy.write((tx) => onCopy(tx, { ...this.#owner, expects: [], bare: null }, (copy) => show(copy, pending, this.#actor)));
    } catch (error) {
      if (diskFailure(error) === null) throw error;
      this.#behind = true;
      log({ event: 'copy', what: 'notWritten', detail: diskFailure(error) ?? '' });
    }
    this.#seen(new Set<Topic>([...topics, 'outbox', 'connection']));
  }

  async #redrawn(copy: CopyTransaction): Promise<number> {
    await copy.restoreImages();
    return replay(copy, this.#waiting);
  }

  /** After the commit of the rows. A full disk here loses nothing: what is confirmed is not replayed, and retires later. */
  async #retire(confirmed: number): Promise<void> {
    const settled = this.#outbox.pending.filter((one) => one.id <= confirmed);
    if (settled.length === 0) return;
    const retired = await onDisk(async () => this.#outbox.retire(confirmed, await this.#refusedOf(settled)));
    if (!retired.ok) log({ event: 'copy', what: 'notWritten', detail: retired.code });
  }

  async #refusedOf(settled: readonly Pending[]): Promise<readonly Notice[]> {
    const refusals = await this.#copy.read((db) => readRefusals(db, this.#outbox.client.id, settled.map(({ id }) => id)));
    return refusals.flatMap((refusal) => {
      const pending = settled.find(({ id }) => id === refusal.mutation);
      if (pending === undefined) return [];
      return [{ id: refusal.id, at: Date.now(), code: refusal.code, about: refusal.name, conversation: pending.intent.args.conversation }];
    });
  }

  get #waiting(): Waiting {
    return { pending: this.#outbox.pending, actor: this.#actor };
  }

  #onCopy<Value>(tx: Writer, work: (copy: CopyTransaction) => Promise<Value>): Promise<Value> {
    const expects = [...new Set(this.#outbox.pending.map(({ intent }) => intent.args.conversation))];
    return onCopy(tx, { ...this.#owner, expects, bare: this.#bare }, work);
  }
}

function nobody(): void {
  return undefined;
}

function loadFrom(db: Reader): LoadRows {
  return async (keys, loaded) => {
    for (const { table, id } of keys) loaded.set(table, id, await readById(db, table, id));
  };
}
