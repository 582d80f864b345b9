import { noteChatPage, type ChatSite } from '#db/central/chat-sites';
import type { Reader } from '#db/central/open';
import { minute, type Instant } from '#kernel/instant';

/** New pages of all chats that one process writes down in a minute, besides those that a site allows: anybody may name any origin. */
const mostNotes = 100;

/** Where tags were seen, so that an administrator hears whether theirs works. A hint: nothing is allowed because of it. */
export class SeenPages {
  readonly #db: Reader;
  readonly #failed: (error: unknown) => void;
  readonly #noted = new Set<string>();
  #since: Instant = 0;

  constructor(db: Reader, failed: (error: unknown) => void) {
    this.#db = db;
    this.#failed = failed;
  }

  note({ tenant, channel, origins }: Pick<ChatSite, 'tenant' | 'channel' | 'origins'>, origin: string, at: Instant): void {
    if (at - this.#since > minute) {
      this.#noted.clear();
      this.#since = at;
    }
    const key = `${tenant} ${channel} ${origin}`;
    if (this.#noted.has(key) || (this.#noted.size >= mostNotes && origins?.includes(origin) !== true)) return;
    this.#noted.add(key);
    noteChatPage(this.#db, { tenant, channel }, { origin, at }).catch(this.#failed);
  }
}
