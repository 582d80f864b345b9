import { isAnyBlocked } from '#db/central/blocked-senders';
import type { Writer } from '#db/central/open';
import type { SenderVerdict } from '#domain/conversation/recipients';
import type { TenantId } from '#kernel/id';
import { domainOf, unconfirmed, type MailAddress } from './mail-address';

/** Whether the company wants nothing of whoever wrote a mail. */
export function isBlockedSender(tx: Writer, tenant: TenantId, { author, verdict }: { readonly author: MailAddress; readonly verdict: SenderVerdict }): Promise<boolean> {
  return isAnyBlocked(tx, tenant, namesOf(author, verdict));
}

/** The address, every domain that it stands in, and how it stands where it was not confirmed: that a true owner was blocked never depends on a forger. */
function namesOf(author: MailAddress, verdict: SenderVerdict): readonly string[] {
  const labels = domainOf(author).split('.');
  const domains = labels.slice(0, -1).map((_label, place) => `@${labels.slice(place).join('.')}`);
  return [author, ...domains, ...(verdict === 'fail' ? [unconfirmed(author)] : [])];
}
