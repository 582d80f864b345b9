import { limits } from '#contract/limits';
import { log, trace } from './log';
import type { Place } from './place';

/** How long a place may rest before it tidies its files, in milliseconds. */
export const restEvery = 10_000;

/** What can wait until there is nothing else to do. A disk without room for it is asked again the next time. */
export async function tidyFiles({ picture, suggester, outgoing, outbox, clock }: Pick<Place, 'picture' | 'suggester' | 'outgoing' | 'outbox' | 'clock'>): Promise<void> {
  try {
    await picture.rest();
    await suggester.rest();
    await outgoing.sweep();
    const [{ client }, offset] = [outbox, clock.offset()];
    // The next start without a network begins with what was known of the clock.
    if (clock.isTrusted() && Math.abs(client.clockOffset - offset) > limits.heartbeat / 20) await outbox.saveClient({ ...client, clockOffset: offset });
  } catch (error) {
    log({ event: 'copy', what: 'notWritten', detail: trace(error) });
  }
}
