import { isDeepStrictEqual } from 'node:util';
import { lastMutation, onCopy, type Bare } from '#db/cache/copy-transaction';
import { damageOfCopy } from '#db/cache/damage';
import { moveTo, readPosition } from '#db/cache/position';
import { beginFilling } from '#db/cache/search/waiting';
import { takeIn } from '#db/cache/stored-pages';
import type { Reader, SqliteFile, Writer } from '#db/cache/sqlite';
import { keepPast } from '#db/cache/timeline';
import type { Actor } from '#domain/access/actor';
import { conversationOf, type Intent } from '#domain/mutators';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { Failure } from '#contract/failures';
import type { ClientId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, type Outcome } from '#kernel/outcome';
import { rebase, replay, rescope, showAct, type CopyTransaction, type Position, type Waiting } from '#sync/local-copy';
import { performTogether, type Pending } from '#sync/perform';
import { onDisk } from '../disk-failure';
import { Lane } from '#kernel/lane';
import { log } from '../log';
import { fillNext } from '../search/filling';
import { copyTopics, type Seen, type Topic } from '../live/topic';
import { Cleaning } from './cleaning';
import type { Copy } from './copy';
import type { Act, Leaving } from './leaving';
import { loadFrom } from './load-from';
import type { Outbox } from './outbox';
import { KeptDrafts } from './kept-drafts';
import { refusedOf } from './refused';
import type { Rescoping, Rest, Standing } from './rescoping';
import { Visit, type Received } from './visit';

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
  readonly #drafts: KeptDrafts;
  readonly #cleaning: Cleaning;
  readonly #lane = new Lane();
  readonly #visits = new Set<Visit>();
  /** A committed intent could not be drawn, because the disk was full or the copy damaged: drawn with the next rebase. */
  #behind = false;
  /** Set while nothing is drawn on the confirmed rows: an arrival touches its own rows alone. */
  #bare: Bare | null = null;

  constructor(copy: Copy, outbox: Outbox, watching: { readonly actor: () => Actor; readonly seen: Seen }) {
    this.#copy = copy;
    this.#outbox = outbox;
    this.#actorNow = watching.actor;
    this.#seen = watching.seen;
    this.#cleaning = new Cleaning(copy, watching.seen);
    this.#drafts = new KeptDrafts(outbox, copy, watching.seen);
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

  /** Writes what the desk keeps in the copy beside the rows of the server, between two pieces of other work. */
  readonly keep = <Value>(work: (tx: Writer) => Promise<Value>): Promise<Value> => this.#lane.run(() => this.#copy.write(work));

  /** Draws what waits, and forgets what the confirmed rows contain already: a crash may have come between. */
  async open(): Promise<Position | null> {
    return this.#lane.run(async () => {
      const confirmed = await this.#copy.write((tx) => this.#onCopy(tx, (copy) => this.#redrawn(copy)));
      await this.#retire(confirmed);
      await this.#drafts.tellAbsent();
      return this.#copy.read(readPosition);
    });
  }

  /**
   * Does what the person asked for, at once, with what goes along. Refused by a rule: nothing is written anywhere. `kept` hears of
   * it when it is safe in the outbox: it may leave while it is being drawn.
   */
  mutate(intent: Intent, at: Instant, { kept, left, along = [], ...wish }: Leaving = {}): Promise<Outcome<Pending, Failure>> {
    return this.#lane.run(async () => {
      const rules = await this.#copy.read((db) => performTogether([intent, ...along], { actor: this.#actor, now: at }, loadFrom(db)));
      if (!rules.ok) return rules;
      const added = await onDisk(() => this.#outbox.add(at, intent, { ...wish, along: rules.value.along }));
      if (!added.ok) return added;
      kept?.(added.value);
      for (const code of rules.value.left) left?.(code);
      this.#bare = null;
      await this.#draw(added.value, new Set<Topic>(rules.value.changes.map((change) => change.table)));
      return done(added.value[0]);
    });
  }

  /** Applies what the server sent, in one transaction with the position. */
  apply(changes: readonly RowChange[], position: Position): Promise<Standing> {
    return this.#lane.run(async () => {
      const arrival = { changes, position };
      const confirmed = await this.#drafts.around({ changes, scopes: position.scopes }, () => this.#copy.write((tx) => this.#onCopy(tx, (copy) => rebase(copy, arrival, this.#waiting), true)));
      const topics = this.#bare !== null ? new Set<Topic>(changes.map(({ table }) => table)) : copyTopics;
      this.#behind = false;
      for (const visit of this.#visits) visit.streamed(changes);
      await this.#retire(confirmed);
      this.#bare = this.#outbox.isEmpty ? { client: this.#outbox.client.id, lastMutation: confirmed } : null;
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
      await this.#drafts.around({ changes: null, scopes: position.scopes }, () => this.#copy.replace(loaded));
      await this.#retire(confirmed);
      this.#seen(copyTopics);
      return { position, lastMutation: confirmed };
    });
  }

  /** Forgets the rows of these scopes: from the picture at once, then from the bytes of the file. */
  leave(scopes: readonly Scope[], position: Position): Promise<Standing> {
    return this.#lane.run(() => this.#rescope({ left: scopes, position, fill: () => Promise.resolve() }));
  }

  /** Null when the copy does not stand any more where the rest begins. */
  enter({ onto, changes, file, position }: Rest): Promise<Standing | null> {
    return this.#lane.run(async () => {
      const now = await this.#copy.read(readPosition);
      if (now === null || !isDeepStrictEqual(now, onto)) return null;
      const left = onto.scopes.filter((scope) => !position.scopes.includes(scope));
      return this.#rescope({
        left,
        position,
        fill: async (copy, tx) => {
          await copy.confirm(changes);
          await beginFilling(tx, 'new');
          await takeIn(tx, file.read);
        },
      });
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

  /** What waits has changed without the server's word. */
  readonly redraw = (): Promise<void> => this.#lane.run(() => this.#drawAgain());

  /** Call when idle: draws and retires what could not be, and tidies the files. */
  rest(): Promise<void> {
    return this.#lane.run(async () => {
      if (await this.#copy.comeBack()) this.#seen(copyTopics);
      if (this.#behind) await this.#drawAgain();
      if (this.#outbox.pending.length > 0) await this.#retireRead();
      if (await this.#cleaning.isDue()) await this.#cleaning.clean();
      await this.#copy.checkpoint();
      await this.#outbox.checkpoint();
    });
  }

  /** Makes more of what was loaded found by its words; false where all of it is. */
  readonly fill = (): Promise<boolean> => this.#lane.run(() => fillNext(this.#copy));

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
    const shrunk = await onDisk(() => this.#outbox.shrink());
    if (!shrunk.ok) log({ event: 'copy', what: 'notWritten', detail: shrunk.code });
    await this.#outbox.close();
  }

  async #rescope({ left, position, fill }: Rescoping): Promise<Standing> {
    this.#endVisits();
    this.#bare = null;
    const rescoped = (): Promise<number> => this.#copy.write((tx) => this.#onCopy(tx, (copy) => rescope(copy, { left, position, fill: () => fill(copy, tx) }, this.#waiting)));
    const confirmed = await this.#drafts.around({ changes: null, scopes: position.scopes }, rescoped);
    await this.#retire(confirmed);
    this.#seen(copyTopics);
    if (left.length > 0) await this.#cleaning.clean();
    return { position, lastMutation: confirmed };
  }

  async #admit(visit: Visit, { changes, whole, stubs }: Received): Promise<null> {
    const position = visit.isOver ? null : await this.#copy.read(readPosition);
    if (position === null) return null;
    const admitted = visit.admitted(changes, position.scopes);
    await this.#copy.write(async (tx) => {
      await this.#onCopy(tx, (copy) => rebase(copy, { changes: admitted, position }, this.#waiting));
      await keepPast(tx, { whole: admitted.length === changes.length ? whole : null, stubs });
    });
    this.#seen(new Set<Topic>([...admitted.map(({ table }) => table), 'past']));
    return null;
  }

  #endVisits(): void {
    for (const visit of this.#visits) visit.end();
  }

  /** The intent is safe in the outbox; a full disk or a damaged copy must not make it look refused: it would be done again. */
  async #draw(act: Act, topics: ReadonlySet<Topic>): Promise<void> {
    try {
      await this.#copy.write((tx) => onCopy(tx, { ...this.#owner, expects: [], bare: null, isAll: true }, (copy) => showAct(copy, act, this.#actor)));
    } catch (error) {
      const damage = damageOfCopy(error);
      if (damage === null) throw error;
      this.#behind = true;
      log({ event: 'copy', what: 'notWritten', detail: damage });
    }
    this.#seen(new Set<Topic>([...topics, 'outbox', 'connection']));
  }

  async #drawAgain(): Promise<void> {
    await this.#copy.write((tx) => this.#onCopy(tx, (copy) => this.#redrawn(copy)));
    this.#behind = false;
    this.#seen(copyTopics);
  }

  async #redrawn(copy: CopyTransaction): Promise<number> {
    await copy.restoreImages();
    return replay(copy, this.#waiting);
  }

  /** The driver may begin a new client meanwhile: a number belongs to the client for which it was read. */
  async #retireRead(): Promise<void> {
    const { id: client } = this.#outbox.client;
    await this.#retire(await this.#copy.read((db) => lastMutation(db, client)), client);
  }

  /** After the commit of the rows. A full disk here loses nothing: what is confirmed is not replayed, and retires later. */
  async #retire(confirmed: number, client = this.#outbox.client.id): Promise<void> {
    if (!this.#outbox.numbers.some((number) => number <= confirmed)) return;
    const settled = this.#outbox.pending.filter((one) => one.id <= confirmed);
    const retired = await onDisk(async () => this.#outbox.retire({ client, upTo: confirmed }, await this.#copy.read((db) => refusedOf(db, client, settled))));
    if (!retired.ok) log({ event: 'copy', what: 'notWritten', detail: retired.code });
    else if (retired.value.length > 0) await onDisk(() => this.#drawAgain());
  }

  get #waiting(): Waiting {
    return { pending: this.#outbox.pending, actor: this.#actor };
  }

  #onCopy<Value>(tx: Writer, work: (copy: CopyTransaction) => Promise<Value>, isAll = false): Promise<Value> {
    const expects = [...new Set(this.#outbox.pending.flatMap(({ intent }) => conversationOf(intent) ?? []))];
    return onCopy(tx, { ...this.#owner, expects, bare: this.#bare, isAll }, work);
  }
}
