import { randomUUID } from 'node:crypto';
import { id, type MessageId } from '#kernel/id';

/** The name of a message, or of a line of a case, that is made here. */
export function newMessage(): MessageId {
  return id('message', randomUUID());
}
