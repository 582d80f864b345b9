import { Visit } from '#desk/replica/visit';
import type { Put, RowChange } from '#domain/tables';
import type { ConversationId } from '#kernel/id';
import { second, type Duration, type Instant } from '#kernel/instant';
import { rebase, type Waiting } from '#sync/local-copy';
import type { DeskCache } from './desk-cache';
import type { Plant } from './plants';

export type PastPorts = {
  /** What the server has of a conversation, for whoever may read it. */
  readonly page: (conversation: ConversationId) => readonly Put[] | null;
  readonly uptime: () => Instant;
  readonly plant: Plant | null;
};

type Look = { readonly visit: Visit; readonly conversation: ConversationId; readonly since: Instant; page: readonly Put[] | null };

/** A page is long on its way, so that the stream passes it. */
const pageTakes: Duration = 3 * second;

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

  /** Whether there is something to do for it now. */
  get isDue(): boolean {
    return this.#looks.some(({ page, since }) => page === null || this.#ports.uptime() - since > pageTakes);
  }

  look(conversation: ConversationId): void {
    this.#looks.push({ visit: new Visit(), conversation, since: this.#ports.uptime(), page: null });
  }

  /** The stream brought these meanwhile. */
  streamed(changes: readonly RowChange[]): void {
    for (const { visit } of this.#looks) visit.streamed(changes);
  }

  end(): void {
    for (const { visit } of this.#looks) visit.end();
    this.#looks = [];
  }

  async goOn(isLost: boolean, waiting: () => Waiting): Promise<void> {
    const look = this.#looks.find(({ page, since }) => page === null || this.#ports.uptime() - since > pageTakes);
    if (look === undefined) return;
    if (look.page === null && !isLost) {
      look.page = this.#ports.page(look.conversation);
      if (look.page !== null) return;
    }
    this.#looks = this.#looks.filter((one) => one !== look);
    const { position } = this.#cache;
    if (isLost || look.page === null || look.visit.isOver || position === null) return;
    const admitted = this.#ports.plant === 'removed row comes back with the past' ? look.page : look.visit.admitted(look.page, position.scopes);
    if (admitted.length === 0) return;
    await this.#cache.write((copy) => rebase(copy, { changes: admitted, position }, waiting()));
  }
}
