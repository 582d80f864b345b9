import type { MessageId } from '#kernel/id';
import { isId } from '#kernel/id';
import { domainOf, type MailAddress } from './mail-address';

/** The header field of an answer, from its message's own id, so that every attempt to send it carries the same one. */
export function messageIdOf(local: string, channel: MailAddress): string {
  return `<${local}@${domainOf(channel)}>`;
}

/** Our own message behind a Message-ID, if it is one of ours. */
export function ownMessage(messageId: string): MessageId | null {
  const local = messageId.slice(1, messageId.lastIndexOf('@'));
  return isId('message', local) ? local : null;
}

/** Most references that a mail is believed to have; the first and the newest are kept. */
const mostReferences = 30;

/** Longest line of RFC 5322 that is not folded, in octets; no index of the database takes three times as much. */
const longestMessageId = 998;

/** The Message-IDs in a References or In-Reply-To field, in their order, each once. */
export function messageIdsIn(field: string): readonly string[] {
  const found = field.slice(0, 64 * 1024).match(/<[^<>\s@\p{Cc}]+@[^<>\s@\p{Cc}]+>/gu) ?? [];
  const distinct = [...new Set(found.filter((text) => Buffer.byteLength(text) <= longestMessageId))];
  return distinct.length <= mostReferences ? distinct : [...distinct.slice(0, 1), ...distinct.slice(1 - mostReferences)];
}
