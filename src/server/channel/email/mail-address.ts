import { isPlainAddress, recipientBounds } from '#domain/conversation/recipients';
import { domainToASCII } from 'node:url';

/** A plain address, as the domain's rule says. */
export type MailAddress = `${string}@${string}`;

/** The canonical form of an address, or null for what our own strict rule refuses. */
export function mailAddress(text: string): MailAddress | null {
  if (text.length > recipientBounds.address) return null;
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = text.slice(0, at).toLowerCase();
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  return isPlainAddress(`${local}@${domain}`) ? `${local}@${domain}` : null;
}

/**
 * How the address of a sender stands who is not the one they claim to be: nobody else is known by it, so their mails join no customer, and
 * whoever answers still reaches the true owner.
 */
export function unconfirmed(address: MailAddress): string {
  return `[${address}]`;
}

export function maybeConfirmed(text: string): MailAddress | null {
  return mailAddress(text.replace(/^\[(.*)\]$/, '$1'));
}

export function domainOf(address: MailAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** `support+con-1@shop.example` → `support@shop.example` with the tag `con-1`. */
export function splitPlus(address: MailAddress): { readonly base: MailAddress; readonly tag: string | null } {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  if (plus < 1 || plus > at) return { base: address, tag: null };
  return { base: `${address.slice(0, plus)}@${address.slice(at + 1)}`, tag: address.slice(plus + 1, at) };
}
