import { everyBot } from '#db/central/bots';
import type { Reader } from '#db/central/open';
import { second, type Duration } from '#kernel/instant';
import type { Leases } from '../../lease/leases';

/** Well within the lease of whoever holds a live conversation. */
const every: Duration = 20 * second;

type Keeping = { readonly db: Reader; readonly leases: Leases; readonly report: (event: 'bot.failed', error: unknown) => void };

/** A bot answers as long as a server does: with the last one its leases end, and its chats go back to their queues. */
export function keepBotsHeard({ db, leases, report }: Keeping): () => void {
  const look = (): void =>
    void everyBot(db).then(
      (bots) => bots.forEach((bot) => leases.heard(bot)),
      (error: unknown) => report('bot.failed', error),
    );
  look();
  const timer = setInterval(look, every);
  return () => clearInterval(timer);
}
