import { id } from '#kernel/id';
import type { Company } from './company';

export type Letter = { readonly subject: string; readonly name: string; readonly text: string; readonly html: string | null; readonly files: readonly string[] };

export function putLetter(company: Company, { subject, name, text, html, files }: Letter): void {
  const attachments = files.map((file, place) => ({ id: id('attachment', `letter-${place}`), name: file, size: 12, type: 'application/octet-stream' }));
  const messages = company.messages.get('con_1') ?? [];
  company.messages.set('con_1', messages.map(({ row, ...shown }) => ({ ...shown, row: { ...row, text, html, attachments, part: row.part.kind === 'inbound' ? { ...row.part, authorName: name } : row.part } })));
  const index = company.rows.findIndex(({ conversation }) => conversation.id === 'con_1');
  const row = company.rows[index];
  if (row !== undefined) company.rows[index] = { ...row, customerName: name, conversation: { ...row.conversation, subject } };
  const card = row && company.customers.get(row.conversation.customer);
  if (card !== undefined) company.customers.set(card.customer.id, { ...card, customer: { ...card.customer, name } });
}

export function putHtml(company: Company, html: string): void {
  const messages = company.messages.get('con_1') ?? [];
  company.messages.set('con_1', messages.map((shown) => ({ ...shown, row: { ...shown.row, html } })));
}
