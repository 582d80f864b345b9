import { isUnavailable } from '#db/central/unavailable';
import type { ChannelId } from '#kernel/id';
import { createHash } from 'node:crypto';

/** So often a mail may fail while the database answers. */
const mostFailures = 3;

/** Counts how often the mail fails that a mailbox does not get past: one that fails by itself would keep all behind it out for good. */
export class StubbornMails {
  readonly #failing = new Map<ChannelId, { readonly mail: string; readonly times: number }>();

  async take(channel: ChannelId, raw: Uint8Array, take: (isStubborn: boolean) => Promise<void>): Promise<void> {
    const before = this.#failing.get(channel);
    const times = before !== undefined && before.mail === hashOf(raw) ? before.times : 0;
    try {
      await take(times >= mostFailures);
      this.#failing.delete(channel);
    } catch (error) {
      if (!isUnavailable(error)) this.#failing.set(channel, { mail: hashOf(raw), times: times + 1 });
      throw error;
    }
  }
}

function hashOf(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex');
}
