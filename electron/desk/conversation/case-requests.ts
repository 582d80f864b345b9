import type { PutAway } from '#domain/conversation/finish-case';
import type { WakeCase } from '#domain/conversation/snooze-case';
import type { ConversationId } from '#kernel/id';
import { mutating } from '../mutate';
import { newMessage } from '../new-message';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { asSeen } from './as-seen';

type Verbs = 'case.resolve' | 'case.reopen' | 'case.spam' | 'case.snooze' | 'case.wake' | 'case.wait' | 'case.priority' | 'case.tag';

/** What a person does to a case as a whole. Ids of new rows are made here: the window has no dice. */
export function caseRequests(atWork: () => Place | null): Pick<Handlers, Verbs> {
  const mutate = mutating(atWork);
  const upon = async (conversation: ConversationId): Promise<PutAway> => {
    const place = atWork();
    return { conversation, event: newMessage(), ...(place === null ? {} : await asSeen(place, conversation)) };
  };
  return {
    'case.resolve': async ({ conversation, outcome }) => mutate({ name: 'case.resolve', args: { ...(await upon(conversation)), ...(outcome === undefined ? {} : { outcome }) } }),
    'case.spam': async ({ conversation }) => mutate({ name: 'case.spam', args: await upon(conversation) }),
    'case.snooze': async ({ conversation, until }) => mutate({ name: 'case.snooze', args: { ...(await upon(conversation)), until } }),
    'case.wake': async ({ conversation }) => mutate({ name: 'case.wake', args: withoutHeard(await upon(conversation)) }),
    'case.wait': async ({ conversation }) => mutate({ name: 'case.wait', args: await upon(conversation) }),
    'case.reopen': ({ conversation }) => mutate({ name: 'case.reopen', args: { conversation, event: newMessage() } }),
    'case.priority': (args) => mutate({ name: 'case.priority', args: { ...args, event: newMessage() } }),
    'case.tag': (args) => mutate({ name: 'case.tag', args: { ...args, event: newMessage() } }),
  };
}

/** Nothing that the customer said keeps a case asleep. */
function withoutHeard({ conversation, event, fence }: PutAway): WakeCase {
  return { conversation, event, fence };
}
