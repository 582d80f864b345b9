import { findTeamOf } from '#db/central/conversations';
import type { Reader } from '#db/central/open';
import { teamScope } from '#domain/scope';
import type { ConversationId, PersonId, SessionId, TeamId, TenantId } from '#kernel/id';
import { second } from '#kernel/instant';
import type { DeskStream } from './desk-stream';
import { FanOut } from './fan-out';
import type { LogRun } from './log';
import { ChangesFrames, Telling } from './telling';
import type { Typing } from './typing';

/** A connected desk after its greeting. */
export type Guest = {
  readonly stream: DeskStream;
  readonly session: SessionId;
  readonly person: PersonId;
  /** `by`: null for the customer. */
  readonly tellTyping: (conversation: ConversationId, by: PersonId | null) => void;
  /** The person's own row changed in the log: what follows may not be theirs. */
  readonly touched: () => void;
  /** Looks whether the person may still be here as greeted: asks for a new greeting, or ends the connection, if not. */
  readonly recheck: (why: 'told' | 'regular') => Promise<void>;
  /** What this desk was told belongs to a history that the database does not tell any more. */
  readonly historyEnded: () => void;
  /** Ends the connection if the peer has been silent for too long. */
  readonly listenForLife: () => void;
};

/** Every desk that is connected to this process. */
export class DeskHub {
  readonly frames = new ChangesFrames();
  readonly #guests = new Map<TenantId, Set<Guest>>();
  readonly #db: Reader;
  readonly #fanOut = new FanOut((run) => {
    const telling = new Telling(run);
    for (const guest of this.#guests.get(run.tenant) ?? []) guest.stream.logged(telling);
  });

  constructor(db: Reader) {
    this.#db = db;
  }

  enter(guest: Guest): void {
    const { tenant } = guest.stream;
    const guests = this.#guests.get(tenant) ?? new Set();
    guests.add(guest);
    this.#guests.set(tenant, guests);
  }

  leave(guest: Guest): void {
    const guests = this.#guests.get(guest.stream.tenant);
    guests?.delete(guest);
    if (guests?.size === 0) this.#guests.delete(guest.stream.tenant);
  }

  /** Who a change is about hears of it at once; nothing that comes after it may reach them as they were. */
  logged(run: LogRun): void {
    const touched = new Set(run.entries.flatMap(({ people }) => people));
    if (touched.size > 0) for (const guest of this.#guests.get(run.tenant) ?? []) if (touched.has(guest.person)) guest.touched();
    this.#fanOut.logged(run);
  }

  /** What `look` finds of the log, with everything before it told. */
  told(look: () => number): number {
    this.#fanOut.tellAll();
    return look();
  }

  /** The database was put back to an earlier day: everyone has to begin with what it holds now. */
  historyEnded(): void {
    // What waits belongs to the history that ended; nothing of the new one joins it.
    this.#fanOut.tellAll();
    for (const guest of this.#all()) guest.historyEnded();
  }

  async typing({ tenant, conversation, by, person }: Typing): Promise<void> {
    const guests = this.#guests.get(tenant);
    if (guests === undefined || (by !== 'customer' && person === undefined)) return;
    const team: TeamId | null = await findTeamOf(this.#db, tenant, conversation);
    if (team === null) return;
    for (const guest of guests) {
      if (guest.person !== person && guest.stream.sees(teamScope(team))) guest.tellTyping(conversation, person ?? null);
    }
  }

  /** Looks at who came with this session, or as this person. */
  async recheck(whose: string): Promise<void> {
    await Promise.all(this.#all().filter(({ session, person }) => session === whose || person === whose).map((guest) => guest.recheck('told')));
  }

  async recheckAll(): Promise<void> {
    for (const guest of this.#all()) await guest.recheck('regular');
  }

  /** Starts the regular look at everyone. Returns how to stop. */
  keepWatch(): () => void {
    const life = setInterval(() => this.#all().forEach((guest) => guest.listenForLife()), 5 * second);
    const access = setInterval(() => void this.recheckAll(), 30 * second);
    return () => {
      clearInterval(life);
      clearInterval(access);
    };
  }

  #all(): readonly Guest[] {
    return [...this.#guests.values()].flatMap((guests) => [...guests]);
  }
}
