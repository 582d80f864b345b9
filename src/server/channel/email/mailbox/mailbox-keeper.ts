import { claimMailboxes, releaseMailboxes, type Mailbox } from '#db/central/mailboxes';
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
  const watched = new Map<string, Running>();
  let heardAt = Date.now();
  const failed = (error: unknown): void => office.report('mailbox.failed', error);
  const loop = new WorkLoop(async () => {
    try {
      await follow(office, watched, await claimMailboxes(office.db, holder, lease));
      heardAt = Date.now();
    } catch (error) {
      failed(error);
      // Another process may have them by now.
      if (Date.now() - heardAt > lease) await follow(office, watched, []);
    }
    return pause;
  }, failed);
  return {
    stop: async () => {
      await loop.stop();
      await follow(office, watched, []);
      await releaseMailboxes(office.db, holder).catch(failed);
    },
  };
}

/** Begins with what has come, and ends with what is gone or was set anew. */
async function follow(office: Watching, watched: Map<string, Running>, held: readonly Mailbox[]): Promise<void> {
  const wanted = new Map(held.map((mailbox) => [`${mailbox.tenant} ${mailbox.channel} ${mailbox.change}`, mailbox]));
  const gone = [...watched].filter(([key]) => !wanted.has(key));
  for (const [key] of gone) watched.delete(key);
  await Promise.all(gone.map(([, watch]) => watch.stop()));
  for (const [key, mailbox] of wanted) {
    if (!watched.has(key)) watched.set(key, watchMailbox(office, mailbox));
  }
}
