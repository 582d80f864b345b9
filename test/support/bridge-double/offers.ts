import type { WatchOutput } from '#contract/requests';
import { isOpen } from '#domain/conversation/offered';
import { minute, second } from '#kernel/instant';
import type { Company } from './company';

/** What waits for the person's answer, as the desk would find it. */
export function offersOf({ rows, me }: Company): WatchOutput<'offers'> {
  const toMe = rows.filter(({ conversation: { offer } }) => isOpen(offer) && offer.to === me.id);
  return { toMe: toMe.map(({ conversation, customerName }) => ({ conversation, customerName })), ended: [] };
}

/** The first conversation of the queue has just been offered: to the person, or by them. */
export function offerOne({ rows, me }: Company, { language, offeredOn = false }: { readonly language: 'ru' | 'en'; readonly offeredOn?: boolean }): void {
  const index = rows.findIndex(({ conversation }) => conversation.assignee === null);
  const row = rows[index];
  if (row === undefined) return;
  const reason = language === 'ru' ? 'Вы вели прошлый заказ этого клиента' : 'You handled this customer’s last order';
  const at = Date.now() - 12 * second;
  rows[index] = { ...row, conversation: { ...row.conversation, offer: { id: 'msg_offer', to: offeredOn ? 'per_1' : me.id, by: offeredOn ? me.id : 'per_1', reason, at, expiresAt: at + minute, ended: null } } };
}
