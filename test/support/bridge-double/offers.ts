import type { WatchOutput } from '#contract/requests';
import { isOpen } from '#domain/conversation/offered';
import type { Company } from './company';

/** What waits for the person's answer, as the desk would find it. */
export function offersOf({ rows, me }: Company): WatchOutput<'offers'> {
  const toMe = rows.filter(({ conversation: { offer } }) => isOpen(offer) && offer.to === me.id);
  return { toMe: toMe.map(({ conversation, customerName }) => ({ conversation, customerName })), ended: [] };
}
