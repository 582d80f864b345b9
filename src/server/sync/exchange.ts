import { duringUpkeep, type Central } from '#db/central/open';
import { openLink, type Link } from '#db/central/link';
import { forgetOld } from '#db/central/forget';
import { isUnavailable } from '#db/central/unavailable';
import { hour, second } from '#kernel/instant';
import { createCommit, createGuardedCommit, type Commit, type GuardedCommit } from './commit';
import { createLog, type Log } from './log';
import type { MakeOrder } from './order';
import { orderByLeader } from './order-by-leader';
import { serverTime } from './server-time';
import { createTypingMarks, type TypingMarks } from './typing';

/** How this process writes to the shared truth and hears of it. */
export type Exchange = {
  readonly commit: Commit;
  readonly guardedCommit: GuardedCommit;
  readonly log: Log;
  readonly typing: Pick<TypingMarks, 'tellTyping' | 'onTyping'>;
  /** Tells every process, this one included, on a channel that `heard` named. */
  readonly tell: (channel: string, payload: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type ExchangeOptions = {
  readonly db: Central;
  readonly url: string;
  readonly heard: Readonly<Record<string, (payload: string) => void>>;
  /** The link is up, for the first time or again: what was told before was not heard. */
  readonly linked?: () => void;
  /** Work that nobody waits for broke, and not because the database is away: that is known and passes. */
  readonly failed: (error: unknown) => void;
  /** The same for all processes of one database. */
  readonly order?: MakeOrder;
};

export async function openExchange({ db, url, heard, linked, failed, order: makeOrder = orderByLeader }: ExchangeOptions): Promise<Exchange> {
  const link = (): Link => opened;
  let stopped = false;
  const broke = (error: unknown): void => {
    if (!stopped && !isUnavailable(error)) failed(error);
  };
  const log = createLog(db, broke);
  const order = makeOrder({ link, log, failed: broke });
  const typing = createTypingMarks(link);
  const guardedCommit = createGuardedCommit(db, order);
  await order.begin(db);
  await log.start();
  const opened = openLink(url, {
    heard: {
      ...heard,
      ...order.heard,
      // Whoever told it has dispatched what it numbered, or asked for it, before this comes.
      otklik_log: (_payload, isOwn) => {
        if (!isOwn) log.wake();
      },
      otklik_typing: typing.heard,
    },
    connected: () => {
      order.linked();
      log.pulse();
      linked?.();
    },
    lost: order.lost,
  });
  const pulse = setInterval(() => {
    order.tick();
    log.pulse();
  }, second);
  const trimming = setInterval(() => void duringUpkeep(url, (upkeep) => forgetOld(upkeep, serverTime())).catch(broke), hour);
  return {
    commit: createCommit(guardedCommit),
    guardedCommit,
    log,
    typing,
    tell: async (channel, payload) => {
      await db.raw('select pg_notify(?, ?)', [channel, payload]);
    },
    stop: async () => {
      stopped = true;
      clearInterval(pulse);
      clearInterval(trimming);
      await opened.close();
    },
  };
}
