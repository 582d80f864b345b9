import { randomUUID } from 'node:crypto';
import { readById } from '#db/cache/read-rows';
import { id, type ConversationId, type MessageId } from '#kernel/id';
import { mutating } from '../mutate';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

type Verbs = 'case.resolve' | 'case.reopen' | 'case.spam' | 'case.snooze' | 'case.wake' | 'case.wait' | 'case.priority' | 'case.tag';

/** What a person does to a case as a whole. Ids of new rows are made here: the window has no dice. */
export function caseRequests(atWork: () => Place | null): Pick<Handlers, Verbs> {
  const mutate = mutating(atWork);
  /** With the fence of the assignment that the person sees now. */
  const asSeen = async (conversation: ConversationId): Promise<{ readonly conversation: ConversationId; readonly event: MessageId; readonly fence: number | undefined }> => ({
    conversation, event: newMessage(), fence: (await atWork()?.picture.read((db) => readById(db, 'conversations', conversation)))?.fence,
  });
  return {
    'case.resolve': async ({ conversation, outcome }) => mutate({ name: 'case.resolve', args: { ...(await asSeen(conversation)), ...(outcome === undefined ? {} : { outcome }) } }),
    'case.spam': async ({ conversation }) => mutate({ name: 'case.spam', args: await asSeen(conversation) }),
    'case.snooze': async ({ conversation, until }) => mutate({ name: 'case.snooze', args: { ...(await asSeen(conversation)), until } }),
    'case.wake': async ({ conversation }) => mutate({ name: 'case.wake', args: await asSeen(conversation) }),
    'case.wait': async ({ conversation }) => mutate({ name: 'case.wait', args: await asSeen(conversation) }),
    'case.reopen': ({ conversation }) => mutate({ name: 'case.reopen', args: { conversation, event: newMessage() } }),
    'case.priority': (args) => mutate({ name: 'case.priority', args: { ...args, event: newMessage() } }),
    'case.tag': (args) => mutate({ name: 'case.tag', args: { ...args, event: newMessage() } }),
  };
}

function newMessage(): MessageId {
  return id('message', randomUUID());
}
