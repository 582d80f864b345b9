import type { ConversationRow } from '#domain/conversation/conversation';
import { isOpen, type Offer } from '#domain/conversation/offered';
import type { MessageRow } from '#domain/conversation/message';
import type { Intent } from '#domain/mutators';
import type { RowChange } from '#domain/tables';
import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import { Violation } from './mishaps';
import type { TableMap } from './table-map';

/**
 * What an outside observer knows: it is no part of any process, and no fault touches it. A restore of the database to an
 * earlier moment takes the ledger back to that moment too: what was lost then was lost by the restore.
 */
export class Ledger {
  /** How often the outcome of a mutation was stored, by `client.id`. */
  readonly #settled = new Map<string, number>();
  /** How often a command was carried out, by its key. */
  readonly #carriedOut = new Map<string, number>();
  /** To whom each fencing number of a conversation was given. */
  readonly #granted = new Map<string, PersonId | null>();
  /** Fencing numbers under which a conversation lay in its queue because nothing was heard of its owner. */
  readonly #silent = new Set<string>();
  /** Who wrote each message at their desk, before any server heard of it. */
  readonly #authors: Map<MessageId, Written>;
  /** The customer's newest message in each conversation. */
  readonly #said = new Map<ConversationId, MessageId>();
  /** What of the customer a person had at their desk when they did what this line tells, before any server heard of it. */
  readonly #read: Map<MessageId, ReadonlySet<MessageId>>;
  /** Commands that a person was told are carried out. */
  readonly #answered = new Set<string>();

  constructor(authors: Map<MessageId, Written> = new Map(), read: Map<MessageId, ReadonlySet<MessageId>> = new Map()) {
    this.#authors = authors;
    this.#read = read;
  }

  copy(): Ledger {
    const twin = new Ledger(this.#authors, this.#read);
    for (const [key, times] of this.#settled) twin.#settled.set(key, times);
    for (const [key, times] of this.#carriedOut) twin.#carriedOut.set(key, times);
    for (const [key, owner] of this.#granted) twin.#granted.set(key, owner);
    for (const key of this.#answered) twin.#answered.add(key);
    for (const key of this.#silent) twin.#silent.add(key);
    for (const [conversation, message] of this.#said) twin.#said.set(conversation, message);
    return twin;
  }

  /** What a person does at their desk, and what they have before them. */
  acted({ args }: Intent, { person, picture }: { readonly person: PersonId; readonly picture: TableMap }): void {
    if ('message' in args) this.#authors.set(args.message, { author: person, fence: 'fence' in args ? (args.fence ?? null) : null });
    if ('event' in args && 'heard' in args && args.heard !== undefined) this.#read.set(args.event, saidIn(picture, args.conversation));
  }

  settled(client: string, mutation: number): void {
    const key = `${client}.${mutation}`;
    const times = (this.#settled.get(key) ?? 0) + 1;
    this.#settled.set(key, times);
    if (times > 1) throw new Violation(`mutation ${key} was applied twice`);
  }

  carriedOut(key: string): void {
    const times = (this.#carriedOut.get(key) ?? 0) + 1;
    this.#carriedOut.set(key, times);
    if (times > 1) throw new Violation(`a command was carried out twice: ${key}`);
  }

  answered(key: string): void {
    if (!this.#carriedOut.has(key)) throw new Violation(`a person was told that a command is done, and it is not: ${key}`);
    this.#answered.add(key);
  }

  /** Looks at what a transaction is about to change. */
  committing(change: RowChange, rows: TableMap): void {
    if (change.op === 'remove') return;
    if (change.table === 'conversations') this.#owns(change.row, rows.get('conversations', change.row.id));
    if (change.table === 'conversations') offers(change.row, rows.get('conversations', change.row.id)?.offer ?? null);
    if (change.table === 'messages' && rows.get('messages', change.row.id) === undefined) {
      this.#authored(change.row, rows);
      this.#heard(change.row);
    }
  }

  /** One owner for each number, and a new number for each owner. */
  #owns(row: ConversationRow, before: ConversationRow | undefined): void {
    const told = (what: string): Violation => new Violation(`the fence of ${row.id} ${what}`);
    if (before !== undefined && row.fence < before.fence) throw told(`fell from ${before.fence} to ${row.fence}`);
    if (before !== undefined && row.assignee !== before.assignee && row.fence === before.fence) throw told('did not grow with a new owner');
    const key = fenceKey(row.id, row.fence);
    const holder = this.#granted.get(key);
    if (holder !== undefined && holder !== row.assignee) throw told(`was given twice as ${row.fence}`);
    this.#granted.set(key, row.assignee);
  }

  /** What was written under an older number was refused: somebody else held the conversation since, or gave it back by hand. */
  sentBack(run: Run): void {
    if (this.#heldAlone(run)) throw new Violation(`an answer of ${run.person} in ${run.conversation} was sent back, which nobody else has held from the fence ${run.from} to ${run.to}`);
  }

  fellSilent(conversation: ConversationId, fence: number): void {
    this.#silent.add(fenceKey(conversation, fence));
  }

  /** Nobody else held it between these numbers, and where nobody did, nothing was heard of this person. */
  #heldAlone({ conversation, person, from, to }: Run): boolean {
    for (let fence = from; fence <= to; fence += 1) {
      const key = fenceKey(conversation, fence);
      if (this.#granted.get(key) !== person && !this.#silent.has(key)) return false;
    }
    return this.#granted.get(fenceKey(conversation, from)) === person;
  }

  /** Nobody puts away what the customer said and they had not read. */
  #heard({ id, part, conversation }: MessageRow): void {
    if (part.kind === 'inbound') this.#said.set(conversation, id);
    const isPutAway = part.kind === 'event' && ['resolved', 'markedSpam', 'snoozed', 'awaited'].includes(part.event.type);
    const newest = this.#said.get(conversation);
    if (!isPutAway || newest === undefined || this.#read.get(id)?.has(newest) !== false) return;
    throw new Violation(`${conversation} was put away by ${id} over ${newest}, which its author had not read`);
  }

  #authored({ id, part, conversation }: MessageRow, rows: TableMap): void {
    if (part.kind !== 'outbound' && part.kind !== 'note') return;
    const { author, fence } = this.#authors.get(id) ?? { author: null, fence: null };
    const held = rows.get('conversations', conversation)?.fence;
    const isLate = part.kind === 'outbound' && fence !== held;
    // Taken in the same transaction: its row comes before what is said in it.
    if (isLate && (fence === null || held === undefined || !this.#heldAlone({ conversation, person: part.author, from: fence, to: held + (this.#granted.has(fenceKey(conversation, held + 1)) ? 1 : 0) }))) throw new Violation(`a late answer was stored: ${id}, written under the fence ${fence ?? 'none'} of ${conversation}, which is ${held ?? 'none'} now`);
    if (author !== part.author) throw new Violation(`${id} of ${author ?? 'nobody'} was stored in the name of ${part.author}`);
  }
}

function saidIn(picture: TableMap, conversation: ConversationId): ReadonlySet<MessageId> {
  return new Set(picture.all('messages').flatMap((row) => (row.conversation === conversation && row.part.kind === 'inbound' ? [row.id] : [])));
}

/** Fencing numbers of a conversation, from one to another. */
type Run = { readonly conversation: ConversationId; readonly person: PersonId; readonly from: number; readonly to: number };

/** By whom, and under which fence of its conversation. */
export type Written = { readonly author: PersonId; readonly fence: number | null };

/** One open offer at most, which ends once; who accepted it owns the conversation then. */
function offers({ id, offer, assignee }: ConversationRow, before: Offer | null): void {
  const told = (what: string): Violation => new Violation(`the offer of ${id} ${what}`);
  if (offer === null || offer.id !== before?.id) {
    if (isOpen(before)) throw told('was made over an open one');
    if (offer !== null && offer.ended !== null) throw told('began when it had ended');
    return;
  }
  if (before.ended !== null && offer.ended?.reason !== before.ended.reason) throw told(`ended twice: ${before.ended.reason}, then ${offer.ended?.reason ?? 'open'}`);
  if (before.ended === null && offer.ended?.reason === 'accepted' && (assignee !== offer.to || offer.ended.at >= offer.expiresAt)) throw told(`was accepted for ${assignee ?? 'nobody'}, late, or by somebody else`);
}

function fenceKey(conversation: ConversationId, fence: number): string {
  return `${conversation} ${fence}`;
}
