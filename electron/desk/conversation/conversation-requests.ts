import type { Failure } from '#contract/failures';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { mutating } from '../mutate';
import { newMessage } from '../new-message';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { asSeen } from './as-seen';
import { fetchConversation } from './fetch-conversation';

type Verbs =
  | 'conversation.take'
  | 'conversation.assign'
  | 'conversation.transfer'
  | 'delivery.decide'
  | 'conversation.read'
  | 'conversation.opened'
  | 'conversation.typing'
  | 'conversation.fetch';

/** What a person does in a conversation. Ids of new rows are made here: the window has no dice. */
export function conversationRequests(atWork: () => Place | null): Pick<Handlers, Verbs> {
  const mutate = mutating(atWork);
  const command = async (asked: Parameters<Place['command']>[0]): Promise<Outcome<null, Failure>> => {
    const outcome = await (atWork()?.command(asked) ?? signedOut());
    return outcome.ok ? done(null) : outcome;
  };
  return {
    'conversation.read': async ({ conversation }) => {
      const place = atWork();
      return place === null ? signedOut() : mutate({ name: 'conversation.read', args: { conversation, heard: (await asSeen(place, conversation)).heard } });
    },
    'conversation.opened': async ({ conversation }) => {
      atWork()?.cardReads.opened(conversation);
      return done(null);
    },
    'conversation.take': ({ conversation }) => command({ name: 'conversation.take', args: { conversation, event: newMessage() } }),
    'conversation.assign': ({ conversation, to }) => command({ name: 'conversation.assign', args: { conversation, to, event: newMessage() } }),
    'conversation.transfer': ({ conversation, to, reason }) => command({ name: 'conversation.transfer', args: { conversation, to, reason: reason === null ? null : writable(reason), event: newMessage() } }),
    'delivery.decide': (args) => command({ name: 'delivery.decide', args }),
    'conversation.typing': async ({ conversation, quiet }) => {
      atWork()?.driver?.send({ t: 'typing', conversation, ...(quiet === true ? { quiet } : {}) });
      return done(null);
    },
    'conversation.fetch': async ({ conversation }) => {
      const place = atWork();
      return place === null ? signedOut() : fetchConversation(place, conversation);
    },
  };
}

async function signedOut(): Promise<Outcome<never, Failure>> {
  return refused('access.signedOut');
}
