import { claimMailboxes, releaseMailboxes, type Mailbox } from '#db/central/mailboxes';
import type { ChannelId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { WorkLoop } from '../../../work-loop';
import type { Running } from '../../connector';
import { watchMailbox, type Watching } from './watch-mailbox';

/** How long a mailbox stays with a process that has died; a living one comes again well before. */
const lease: Duration = 15 * second;
const pause: Duration = 2 * second;

/** Shares the connected mailboxes with all other processes: each is watched by one of them. */
export function keepMailboxes(office: Watching): Running {
  const holder = randomUUID();
  const watches = new Watches(office);
  const failed = (error: unknown): void => office.report('mailbox.failed', error);
  let heardAt = Date.now();
  const loop = new WorkLoop(async () => {
    try {
      watches.follow(await claimMailboxes(office.db, holder, lease));
      heardAt = Date.now();
    } catch (error) {
      failed(error);
      // Another process may have them by now.
      if (Date.now() - heardAt > lease) watches.follow([]);
    }
    return pause;
  }, failed);
  return {
    stop: async () => {
      await loop.stop();
      watches.follow([]);
      await watches.ended();
      await releaseMailboxes(office.db, holder).catch(failed);
    },
  };
}

type Watched = { readonly change: number; readonly watch: Running };

/** The mailboxes that this process reads at the moment. */
class Watches {
  readonly #office: Watching;
  readonly #watched = new Map<ChannelId, Watched>();
  readonly #ending = new Map<ChannelId, Promise<void>>();

  constructor(office: Watching) {
    this.#office = office;
  }

  /** Begins with what has come, and ends with what is gone or was set anew; waits for none of it, as the leases of the others would run out meanwhile. */
  follow(held: readonly Mailbox[]): void {
    const wanted = new Map(held.map((mailbox) => [mailbox.channel, mailbox]));
    for (const [channel, { change, watch }] of this.#watched) if (wanted.get(channel)?.change !== change) this.#end(channel, watch);
    // Never two at one mailbox: what is set anew begins when what was there has ended.
    for (const mailbox of held) if (!this.#watched.has(mailbox.channel) && !this.#ending.has(mailbox.channel)) this.#watched.set(mailbox.channel, { change: mailbox.change, watch: watchMailbox(this.#office, mailbox) });
  }

  async ended(): Promise<void> {
    await Promise.all(this.#ending.values());
  }

  #end(channel: ChannelId, watch: Running): void {
    this.#watched.delete(channel);
    const ended = watch.stop().catch((error: unknown) => this.#office.report('mailbox.failed', error));
    this.#ending.set(channel, ended.finally(() => this.#ending.delete(channel)));
  }
}
