import type { ConversationEvent } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { threadsOf, toldOf, type Told } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import type { ConversationId, MessageId, TenantId, VisitorId } from '#kernel/id';
import { chatClose } from '#contract/chat-limits';
import type { LoggedChange } from '../../sync/log';
import type { Seat } from './seat';
import { ratingFor } from './rate-conversation';
import { toldLine } from './told-line';

const endings: readonly ConversationEvent['type'][] = ['resolved', 'reopened', 'rated'];

/** The open pages of one visitor, with what is unread in each conversation. */
type Room = { readonly tenant: TenantId; readonly visitor: VisitorId; readonly seats: Set<Seat>; readonly unread: Map<ConversationId, number> };

/**
 * Who listens in this server process. Rows come from the log of all processes, so a visitor is told the same wherever they
 * are connected. A page may hear a line twice (from the log and from its history) and in any order; it sorts and merges.
 */
export class VisitorRooms {
  readonly #db: Reader;
  readonly #rooms = new Map<string, Room>();
  readonly #byConversation = new Map<ConversationId, Room>();
  #work: Promise<void> = Promise.resolve();

  constructor(db: Reader) {
    this.#db = db;
  }

  /** Listens first, then learns the visitor's conversations: nothing falls between. Returns the number of unread lines. */
  async enter(seat: Seat): Promise<number> {
    const key = roomKey(seat);
    const room = this.#rooms.get(key) ?? { tenant: seat.tenant, visitor: seat.visitor, seats: new Set(), unread: new Map() };
    this.#rooms.set(key, room);
    room.seats.add(seat);
    const threads = await threadsOf(this.#db, seat);
    // The page may have left meanwhile, and its room with it.
    if (this.#rooms.get(key) !== room) return 0;
    for (const { conversation, unread } of threads) this.#join(room, conversation, unread);
    return unreadIn(room);
  }

  /** A line of this seat went into the conversation: its marks concern the visitor from now on, before the log says so. */
  talksIn(seat: Seat, conversation: ConversationId): void {
    const room = this.#rooms.get(roomKey(seat));
    if (room !== undefined && !room.unread.has(conversation)) this.#join(room, conversation, 0);
  }

  leave(seat: Seat): void {
    const room = this.#rooms.get(roomKey(seat));
    room?.seats.delete(seat);
    if (room === undefined || room.seats.size > 0) return;
    this.#rooms.delete(roomKey(seat));
    for (const conversation of room.unread.keys()) this.#byConversation.delete(conversation);
  }

  pagesOf(seat: Pick<Seat, 'tenant' | 'visitor'>): number {
    return this.#rooms.get(roomKey(seat))?.seats.size ?? 0;
  }

  /** The newest conversation that this visitor is known to have. */
  conversationOf(seat: Seat): ConversationId | null {
    return [...(this.#rooms.get(roomKey(seat))?.unread.keys() ?? [])].at(-1) ?? null;
  }

  tellTyping(conversation: ConversationId): void {
    for (const seat of this.#byConversation.get(conversation)?.seats ?? []) seat.tell({ t: 'typing' });
  }

  /** Takes what the log says. Pages that could not be told are ended, so that they ask again. */
  take(changes: readonly LoggedChange[]): void {
    if (this.#rooms.size === 0) return;
    this.#work = this.#work.then(() => this.#tell(changes)).catch(() => this.endAll(chatClose.failed));
  }

  /** Resolves when all that the log has said so far is told. */
  done(): Promise<void> {
    return this.#work;
  }

  endAll(code: number): void {
    for (const { seats } of this.#rooms.values()) for (const seat of seats) seat.end(code);
  }

  async #tell(changes: readonly LoggedChange[]): Promise<void> {
    for (const [tenant, messages] of this.#messagesWorthAsking(changes)) {
      for (const told of await toldOf(this.#db, tenant, messages)) this.#tellMessage(tenant, told);
    }
    for (const { tenant, change } of changes) {
      this.#tellUnread(change);
      this.#sendOff(tenant, change);
    }
    for (const room of this.#roomsThatEnd(changes)) {
      const rating = await ratingFor(this.#db, room);
      for (const seat of room.seats) seat.tell({ t: 'rating', rating });
    }
  }

  /** An administrator set a chat anew: its pages come back and are judged by what holds now. */
  #sendOff(tenant: TenantId, change: RowChange): void {
    if (change.op !== 'put' || change.table !== 'channels') return;
    for (const room of this.#rooms.values()) for (const seat of room.seats) if (room.tenant === tenant && seat.channel === change.row.id) seat.end(chatClose.changed);
  }

  /** Whose conversation ended, began again or was rated. */
  #roomsThatEnd(changes: readonly LoggedChange[]): ReadonlySet<Room> {
    const rooms = changes.map(({ change }) => {
      const isEnd = change.op === 'put' && change.table === 'messages' && change.row.part.kind === 'event' && endings.includes(change.row.part.event.type);
      return isEnd ? this.#byConversation.get(change.row.conversation) : undefined;
    });
    return new Set(rooms.filter((room) => room !== undefined));
  }

  #tellMessage(tenant: TenantId, told: Told): void {
    const room = this.#rooms.get(roomKey({ tenant, visitor: told.visitor }));
    if (room === undefined) return;
    if (!room.unread.has(told.conversation)) this.#join(room, told.conversation, 0);
    for (const seat of room.seats) seat.tell({ t: 'message', line: toldLine(told) });
  }

  #tellUnread(change: RowChange): void {
    if (change.op !== 'put' || change.table !== 'conversations') return;
    const room = this.#byConversation.get(change.row.id);
    if (room === undefined || room.unread.get(change.row.id) === change.row.unread) return;
    room.unread.set(change.row.id, change.row.unread);
    for (const seat of room.seats) seat.tell({ t: 'delivery', unread: unreadIn(room) });
  }

  /** Answers in conversations that are known here; and what customers wrote anywhere, as it may begin a conversation. */
  #messagesWorthAsking(changes: readonly LoggedChange[]): ReadonlyMap<TenantId, readonly MessageId[]> {
    const asked = new Map<TenantId, MessageId[]>();
    for (const { tenant, change } of changes) {
      if (change.op !== 'put' || change.table !== 'messages') continue;
      const { kind } = change.row.part;
      const isAnswer = kind === 'outbound' && this.#byConversation.has(change.row.conversation);
      if (isAnswer || kind === 'inbound') asked.set(tenant, [...(asked.get(tenant) ?? []), change.row.id]);
    }
    return asked;
  }

  #join(room: Room, conversation: ConversationId, unread: number): void {
    room.unread.set(conversation, unread);
    this.#byConversation.set(conversation, room);
  }
}

function roomKey({ tenant, visitor }: Pick<Seat, 'tenant' | 'visitor'>): string {
  return `${tenant}/${visitor}`;
}

function unreadIn(room: Room): number {
  return [...room.unread.values()].reduce((sum, unread) => sum + unread, 0);
}
