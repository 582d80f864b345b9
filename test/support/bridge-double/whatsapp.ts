import type { Company } from './company';

const day = 86_400_000;

/** The first conversation came by WhatsApp, whose 24 hours are over or not. */
export function moveToWhatsApp(company: Company, hours: 'open' | 'closed'): void {
  const [first] = company.rows;
  if (first === undefined) return;
  company.rows[0] = { ...first, conversation: { ...first.conversation, kind: 'whatsapp' } };
  const messages = company.messages.get(first.conversation.id) ?? [];
  if (hours === 'closed') company.messages.set(first.conversation.id, messages.map((shown) => ({ ...shown, row: { ...shown.row, at: shown.row.at - 2 * day } })));
}
