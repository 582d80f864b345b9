import { claimMailboxes, releaseMailboxes, type Mailbox } from '#db/central/mailboxes';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { Running } from '../../connector';
import { watchMailbox, type Watching } from './watch-mailbox';

/** How long a mailbox stays with a process that has died; a living one comes again well before. */
const lease: Duration = 15 * second;
const round: Duration = 2 * second;

/** Shares the connected mailboxes with all other processes: each is watched by one of them. */
export function keepMailboxes(office: Watching): Running {
  const keeper = new Keeper(office);
  const running = keeper.run();
  return {
    stop: async () => {
      keeper.stop();
      await running;
    },
  };
}

class Keeper {
  private readonly office: Watching;
  private readonly holder = randomUUID();
  private readonly watched = new Map<string, Running>();
  private stopped = false;
  private rouse: () => void = () => undefined;

  constructor(office: Watching) {
    this.office = office;
  }

  stop(): void {
    this.stopped = true;
    this.rouse();
  }

  async run(): Promise<void> {
    let heardAt = Date.now();
    while (!this.stopped) {
      const held = await claimMailboxes(this.office.db, this.holder, lease).catch((error: unknown) => {
        this.office.report('mailbox.failed', error);
        return null;
      });
      if (held !== null) {
        heardAt = Date.now();
        await this.follow(held);
      } else if (Date.now() - heardAt > lease) await this.follow([]);
      await this.sleep();
    }
    await this.follow([]);
    await releaseMailboxes(this.office.db, this.holder).catch((error: unknown) => this.office.report('mailbox.failed', error));
  }

  /** Begins with what has come, and ends with what is gone or was set anew. */
  private async follow(held: readonly Mailbox[]): Promise<void> {
    const wanted = new Map(held.map((mailbox) => [`${mailbox.tenant} ${mailbox.channel} ${mailbox.change}`, mailbox]));
    const gone = [...this.watched].filter(([key]) => !wanted.has(key));
    for (const [key] of gone) this.watched.delete(key);
    await Promise.all(gone.map(([, watch]) => watch.stop()));
    for (const [key, mailbox] of wanted) {
      if (!this.watched.has(key)) this.watched.set(key, watchMailbox(this.office, mailbox));
    }
  }

  private sleep(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, round);
      this.rouse = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
