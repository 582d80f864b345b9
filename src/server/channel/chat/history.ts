import { chatLimits } from '#contract/chat-limits';
import { chatHistory, replayPage } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import type { MessageId } from '#kernel/id';
import { minute, type Instant } from '#kernel/instant';
import type { Seat } from './seat';
import { toldLine } from './told-line';

/**
 * A message is dated when its transaction begins and seen when it ends; the replay starts this much earlier, so that one
 * that took long is not passed over. The widget knows the repeats by their ids.
 */
const overlap = minute;

/** Tells what came since the moment that the page knows, or the newest page of all. */
export async function tellHistory(db: Reader, seat: Seat, after: Instant | null): Promise<void> {
  if (after === null) return tellPageBefore(db, seat, null);
  let from = Math.max(0, after - overlap);
  for (;;) {
    const told = await chatHistory(db, seat, { from });
    for (let at = 0; at < told.length || at === 0; at += chatLimits.historyPage) {
      seat.tell({ t: 'history', lines: told.slice(at, at + chatLimits.historyPage).map(toldLine), older: null });
    }
    const last = told.at(-1);
    if (told.length < replayPage || last === undefined || last.at === from) return;
    from = last.at;
  }
}

/** Tells the page of history that ends before a line. */
export async function tellPageBefore(db: Reader, seat: Seat, before: MessageId | null): Promise<void> {
  const newestFirst = await chatHistory(db, seat, { before, most: chatLimits.historyPage + 1 });
  const lines = newestFirst.slice(0, chatLimits.historyPage).toReversed().map(toldLine);
  seat.tell({ t: 'history', lines, older: newestFirst.length > chatLimits.historyPage });
}
