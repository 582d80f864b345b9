import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';

/** Whom an answer by mail goes to. Who stands in `bcc` is named to no other recipient. */
export type Recipients = { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[] };

/** What our own look at a mail says of its sender. */
export const senderVerdicts = ['pass', 'fail', 'none'] as const;
export type SenderVerdict = (typeof senderVerdicts)[number];

/** Whom a mail that came names. `more`: addresses that are left out, because a list of thousands helps nobody. `answered`: what we said to it by ourselves. */
export type MailNames = {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly more: number;
  readonly verdict?: SenderVerdict | undefined;
  readonly answered?: string | undefined;
};

/** `most`: of one answer, in all its fields. `shown`: kept of one field of a mail that came. Source of `address`: RFC 5321, 4.5.3.1. */
export const recipientBounds = { most: 50, shown: 50, local: 64, address: 254 } as const;

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** An address that may stand in an envelope: lower case, plain ASCII, no quoting, no comments, a real domain. */
export function isPlainAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return text.length <= recipientBounds.address && at > 0 && at <= recipientBounds.local && localPart.test(text.slice(0, at)) && domainName.test(text.slice(at + 1));
}

/** What may stand on the list of blocked senders: an address, or `@` and a domain for everybody there. */
export function isBlockable(text: string): boolean {
  const sender = text.trim().toLowerCase();
  return isPlainAddress(sender.startsWith('@') ? `any${sender}` : sender);
}

/** `support+anything@shop.example` leads to where `support@shop.example` leads. */
export function withoutTag(address: string): string {
  return address.replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** Whether a mail can be sent to these. That none of them is an address of ours is looked at where it leaves. */
export function checkRecipients({ to, cc, bcc }: Recipients): Outcome<null, FailureCode> {
  const all = [...to, ...cc, ...bcc];
  if (to.length === 0) return refused('recipient.absent');
  if (all.length > recipientBounds.most) return refused('recipient.tooMany');
  if (!all.every(isPlainAddress)) return refused('recipient.malformed');
  return new Set(all).size === all.length ? done(null) : refused('recipient.repeated');
}

/** To whom an answer to all goes: the author, and whoever the mail names beside them and us. */
export function answerAll({ from, to, cc }: MailNames, ours: ReadonlySet<string>): Recipients {
  const isOther = (address: string): boolean => isPlainAddress(address) && address !== from && !ours.has(withoutTag(address));
  const others = [...new Set(to.filter(isOther))];
  const copied = [...new Set(cc.filter((address) => isOther(address) && !others.includes(address)))];
  const first = isPlainAddress(from) && !ours.has(withoutTag(from)) ? [from] : [];
  return { to: [...first, ...others], cc: copied, bcc: [] };
}
