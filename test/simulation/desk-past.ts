import { Visit } from '#desk/replica/visit';
import type { Put, RowChange } from '#domain/tables';
import type { ConversationId } from '#kernel/id';
import { rebase, type Waiting } from '#sync/local-copy';
import type { DeskCache } from './desk-cache';
import type { Plant } from './plants';

export type PastPorts = {
  /** What the server has of a conversation, for whoever may read it. */
  readonly page: (conversation: ConversationId) => readonly Put[] | null;
  readonly plant: Plant | null;
};

type Look = { readonly visit: Visit; readonly conversation: ConversationId; page: readonly Put[] | null };

/** Rows of the past on their way beside the stream: asked for, taken on the server at one moment, admitted at a later one. */
export class DeskPast {
  readonly #cache: DeskCache;
  readonly #ports: PastPorts;
  #looks: Look[] = [];

  constructor(cache: DeskCache, ports: PastPorts) {
    this.#cache = cache;
    this.#ports = ports;
  }

  get isOpen(): boolean {
    return this.#looks.length > 0;
  }

  look(conversation: ConversationId): void {
    this.#looks.push({ visit: new Visit(), conversation, page: null });
  }

  /** The stream brought these meanwhile. */
  streamed(changes: readonly RowChange[]): void {
    if (this.#ports.plant === 'removed row comes back with the past') return;
    for (const { visit } of this.#looks) visit.streamed(changes);
  }

  end(): void {
    for (const { visit } of this.#looks) visit.end();
    this.#looks = [];
  }

  /** Rows of a team that the person joined since the copy was made come with the team, and leave with it. */
  #isMadeFor({ row }: Put): boolean {
    return !('team' in row) || this.#cache.madeFor.has(`team:${row.team}`);
  }

  async goOn(isLost: boolean, waiting: () => Waiting): Promise<void> {
    const look = this.#looks.at(-1);
    if (look === undefined) return;
    if (look.page === null && !isLost) {
      look.page = this.#ports.page(look.conversation);
      if (look.page !== null) return;
    }
    this.#looks = this.#looks.filter((one) => one !== look);
    const { position } = this.#cache;
    if (isLost || look.page === null || look.visit.isOver || position === null) return;
    if (!look.page.every((put) => this.#isMadeFor(put))) return;
    const admitted = look.visit.admitted(look.page);
    await this.#cache.write((copy) => rebase(copy, { changes: admitted, position }, waiting()));
  }
}
