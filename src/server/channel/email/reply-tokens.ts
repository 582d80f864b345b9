import { id, isId, type ConversationId } from '#kernel/id';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mailAddress, type MailAddress } from './mail-address';

/** What stands behind the plus of the address where answers of one conversation come back: its name, and our mark that we named it. */
export type ReplyTokens = {
  /** So that answers find their conversation even when a mail program drops the references. */
  readonly address: (channel: MailAddress, conversation: ConversationId) => MailAddress;
  /** Null for what nobody was given: to guess a name is not enough. */
  readonly conversation: (tag: string) => ConversationId | null;
};

/** Forty bits: an address is tried by sending a mail. The part before the at of an address has room for no more (RFC 5321, 4.5.3.1). */
const markLength = 10;

export function createReplyTokens(secret: string): ReplyTokens {
  const markOf = (conversation: ConversationId): string => createHmac('sha256', secret).update(conversation).digest('hex').slice(0, markLength);
  return {
    address: (channel, conversation) => {
      const at = channel.lastIndexOf('@');
      return mailAddress(`${channel.slice(0, at)}+${short(conversation)}-${markOf(conversation)}${channel.slice(at)}`) ?? channel;
    },
    conversation: (tag) => {
      const at = tag.length - markLength - 1;
      const conversation = tag[at] === '-' ? whole(tag.slice(0, at)) : null;
      return conversation !== null && timingSafeEqual(Buffer.from(markOf(conversation)), Buffer.from(tag.slice(at + 1), 'latin1')) ? conversation : null;
    },
  };
}

function short(conversation: ConversationId): string {
  return conversation.slice('con_'.length).replaceAll('-', '');
}

function whole(name: string): ConversationId | null {
  const found = id('conversation', name.replace(/^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/, '$1-$2-$3-$4-$5'));
  return isId('conversation', found) ? found : null;
}
